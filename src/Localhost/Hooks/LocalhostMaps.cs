using Berth.Linux.Bpf;
using Berth.Linux.Native;

namespace Berth.Localhost.Hooks;

/// <summary>The tables that the programs of one project share.</summary>
sealed class LocalhostMaps : IDisposable
{
    const int SocketsRemembered = 65_536, MostPorts = 4096, MostRecords = 4096;

    const string RecordsName = "berth_records_1";

    // The number behind a name is the shape's: another one when keys or values change.
    static readonly (string Name, BpfMapKind Kind, int KeySize, int ValueSize, int Capacity)[] shapes =
    [
        ("berth_asked_1", BpfMapKind.RecentHash, 8, HookParts.WantedSize, SocketsRemembered),
        ("berth_dialled_1", BpfMapKind.RecentHash, 8, HookParts.WantedSize, SocketsRemembered),
        ("berth_ports_1", BpfMapKind.Hash, 4, 4, MostPorts),
        (RecordsName, BpfMapKind.RecentHash, RecordParts.KeySize, RecordParts.ValueSize, MostRecords),
    ];

    readonly BpfMap[] maps;

    LocalhostMaps(BpfMap[] maps) => this.maps = maps;

    /// <summary>What a socket asked for in bind and in connect, by its cookie.</summary>
    public BpfMap Asked => maps[0];
    public BpfMap Dialled => maps[1];

    /// <summary>What is special about a port.</summary>
    public BpfMap Ports => maps[2];

    /// <summary>What became of binds.</summary>
    public BpfMap Records => maps[3];

    /// <summary>One of them was not there before.</summary>
    public bool AreNew { get; private set; }

    /// <param name="pins">Where they have names; null: they go with this process.</param>
    public static LocalhostMaps? Open(string? pins, out Errno error)
    {
        error = default;
        var opened = new BpfMap[shapes.Length];
        var areNew = false;
        for (var i = 0; i < shapes.Length; i++)
        {
            var (name, kind, keySize, valueSize, capacity) = shapes[i];
            var isNew = true;
            var map = pins is null
                ? BpfMap.Create(kind, keySize, valueSize, capacity, name, out error)
                : BpfMap.OpenOrPin(Path.Combine(pins, name), kind, keySize, valueSize, capacity, name, out isNew, out error);
            if (map is null)
            {
                foreach (var before in opened.AsSpan(0, i)) before.Dispose();
                return null;
            }
            opened[i] = map;
            areNew |= isNew;
        }
        return new LocalhostMaps(opened) { AreNew = areNew };
    }

    /// <summary>What became of binds, of a localhost that others made. Null when it may not be read, or is gone.</summary>
    public static BpfMap? OpenRecords(string pins) => BpfMap.Open(Path.Combine(pins, RecordsName), RecordParts.KeySize, RecordParts.ValueSize, out _);

    public static bool IsName(string name)
    {
        foreach (var shape in shapes)
            if (shape.Name == name) return true;
        return false;
    }

    public void Dispose()
    {
        foreach (var map in maps) map.Dispose();
    }
}
