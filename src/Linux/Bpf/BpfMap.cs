using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>enum bpf_map_type.</summary>
enum BpfMapKind : uint
{
    Hash = 1,

    /// <summary>Forgets what was used longest ago instead of being full.</summary>
    RecentHash = 9,
}

/// <summary>A table that programs in the kernel share with us. It lives as long as a program or a descriptor does.</summary>
sealed unsafe class BpfMap : IDisposable
{
    const int MostEntries = 100_000;

    readonly FileDescriptor descriptor;

    readonly int keySize, valueSize;

    BpfMap(FileDescriptor descriptor, int keySize, int valueSize) => (this.descriptor, this.keySize, this.valueSize) = (descriptor, keySize, valueSize);

    public int Number => descriptor.Number;

    public static BpfMap? Create(BpfMapKind kind, int keySize, int valueSize, int capacity, string name, out Errno error)
    {
        var made = new BpfCall()
            .Set(0, (uint)kind).Set(4, (uint)keySize).Set(8, (uint)valueSize).Set(12, (uint)capacity).SetName(28, name)
            .Run(BpfCommand.MapCreate, out error);
        return made is null ? null : new BpfMap(made, keySize, valueSize);
    }

    /// <summary>The one that has this name; null with the error.</summary>
    public static BpfMap? Open(string path, int keySize, int valueSize, out Errno error) =>
        BpfPin.Open(path, out error) is { } known ? new BpfMap(known, keySize, valueSize) : null;

    /// <summary>The one that has this name, or a new one of that name. A name says the shape, so that what is found fits.</summary>
    public static BpfMap? OpenOrPin(string path, BpfMapKind kind, int keySize, int valueSize, int capacity, string name, out bool isNew, out Errno error)
    {
        isNew = false;
        if (Open(path, keySize, valueSize, out error) is { } known) return known;
        if (error != Errno.NoEntry || Create(kind, keySize, valueSize, capacity, name, out error) is not { } made) return null;
        isNew = true;
        if (BpfPin.Put(made.descriptor, path, out error)) return made;
        made.Dispose();
        return null;
    }

    public bool Put(uint key, uint value, out Errno error) =>
        new BpfCall().Set(0, (uint)Number).Set(8, &key).Set(16, &value).Do(BpfCommand.MapUpdateElement, out error);

    /// <summary>Its entries as they are now. One that is changed meanwhile may be missed.</summary>
    public IReadOnlyList<(byte[] Key, byte[] Value)> Entries()
    {
        var entries = new List<(byte[], byte[])>();
        byte[]? key = null;
        // Bounded: a program may put entries in while we go from one to the next.
        for (var i = 0; i < MostEntries && Next(key) is { } next; i++, key = next)
            if (Get(next) is { } value) entries.Add((next, value));
        return entries;
    }

    byte[]? Next(byte[]? key)
    {
        var next = new byte[keySize];
        fixed (byte* from = key, to = next)
            return new BpfCall().Set(0, (uint)Number).Set(8, from).Set(16, to).Do(BpfCommand.MapNextKey, out _) ? next : null;
    }

    byte[]? Get(byte[] key)
    {
        var value = new byte[valueSize];
        fixed (byte* from = key, to = value)
            return new BpfCall().Set(0, (uint)Number).Set(8, from).Set(16, to).Do(BpfCommand.MapLookupElement, out _) ? value : null;
    }

    public void Dispose() => descriptor.Dispose();
}
