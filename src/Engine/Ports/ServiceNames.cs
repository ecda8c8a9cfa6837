using System.Buffers.Binary;
using System.Text;
using Berth.Model.Addressing;

namespace Berth.Engine.Ports;

/// <summary>
/// What IANA registered a port for. A registration says what a number was meant for, never what listens on it here.
/// </summary>
/// <remarks>
/// services.bin is read in place from the mapped assembly, by binary search: the format and its maker are in scripts/services.
/// </remarks>
public static unsafe class ServiceNames
{
    const int HeaderSize = 8;
    const int EntrySize = 8;

    static readonly UnmanagedMemoryStream Resource = Open();

    // The memory belongs to the loaded assembly: it neither moves nor goes away.
    static ReadOnlySpan<byte> Data => new(Resource.PositionPointer, (int)Resource.Length);

    /// <summary>The registered name, such as "postgresql" for 5432/tcp; null when there is none.</summary>
    public static string? Find(Port port, Protocol protocol) =>
        TryFind(port, protocol, out var record) ? Encoding.UTF8.GetString(Text(record, 0)) : null;

    /// <summary>The registry's own few words, such as "PostgreSQL Database"; null when there is no entry.</summary>
    public static string? Describe(Port port, Protocol protocol) =>
        TryFind(port, protocol, out var record) ? Encoding.UTF8.GetString(Text(record, 1 + record[0])) : null;

    /// <summary>How many registrations there are.</summary>
    public static int Count => (int)BinaryPrimitives.ReadUInt32LittleEndian(Data[4..]);

    static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record, int at) => record.Slice(at + 1, record[at]);

    static bool TryFind(Port port, Protocol protocol, out ReadOnlySpan<byte> record)
    {
        record = default;
        if (protocol > Protocol.Udp) return false;
        var wanted = (uint)port.Number << 1 | (uint)protocol;
        var data = Data;
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var entry = data.Slice(HeaderSize + middle * EntrySize, EntrySize);
            var key = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if (key == wanted)
            {
                record = data[(int)BinaryPrimitives.ReadUInt32LittleEndian(entry[4..])..];
                return true;
            }
            if (key < wanted) low = middle + 1;
            else high = middle - 1;
        }
        return false;
    }

    static UnmanagedMemoryStream Open() =>
        (UnmanagedMemoryStream)typeof(ServiceNames).Assembly.GetManifestResourceStream("services.bin")!;
}
