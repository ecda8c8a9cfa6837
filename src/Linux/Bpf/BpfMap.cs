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
    readonly FileDescriptor descriptor;

    BpfMap(FileDescriptor descriptor) => this.descriptor = descriptor;

    public int Number => descriptor.Number;

    public static BpfMap? Create(BpfMapKind kind, int keySize, int valueSize, int capacity, string name, out Errno error)
    {
        var made = new BpfCall()
            .Set(0, (uint)kind).Set(4, (uint)keySize).Set(8, (uint)valueSize).Set(12, (uint)capacity).SetName(28, name)
            .Run(BpfCommand.MapCreate, out error);
        return made is null ? null : new BpfMap(made);
    }

    /// <summary>The one that has this name, or a new one of that name. A name says the shape, so that what is found fits.</summary>
    public static BpfMap? OpenOrPin(string path, BpfMapKind kind, int keySize, int valueSize, int capacity, string name, out bool isNew, out Errno error)
    {
        isNew = false;
        if (BpfPin.Open(path, out error) is { } known) return new BpfMap(known);
        if (error != Errno.NoEntry || Create(kind, keySize, valueSize, capacity, name, out error) is not { } made) return null;
        isNew = true;
        if (BpfPin.Put(made.descriptor, path, out error)) return made;
        made.Dispose();
        return null;
    }

    public bool Put(uint key, uint value, out Errno error) =>
        new BpfCall().Set(0, (uint)Number).Set(8, &key).Set(16, &value).Do(BpfCommand.MapUpdateElement, out error);

    public void Dispose() => descriptor.Dispose();
}
