using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>
/// bpf(2): one system call, one attribute block whose meaning depends on the command (union bpf_attr,
/// include/uapi/linux/bpf.h). Unused bytes must be zero.
/// </summary>
unsafe ref struct BpfCall
{
    const int Size = 144;

    fixed byte attributes[Size];

    public BpfCall Set(int offset, uint value)
    {
        fixed (byte* p = attributes) *(uint*)(p + offset) = value;
        return this;
    }

    public BpfCall Set(int offset, void* pointer)
    {
        fixed (byte* p = attributes) *(ulong*)(p + offset) = (ulong)pointer;
        return this;
    }

    /// <summary>An object's name: at most 15 ASCII characters.</summary>
    public BpfCall SetName(int offset, string name)
    {
        for (var i = 0; i < Math.Min(name.Length, 15); i++) attributes[offset + i] = (byte)name[i];
        return this;
    }

    /// <summary>For the commands that answer with no descriptor.</summary>
    public bool Do(BpfCommand command, out Errno error)
    {
        fixed (byte* p = attributes)
        {
            var result = Libc.SystemCall(SystemCallNumber, (nint)command, p, Size);
            error = result < 0 ? Errno.Last : default;
            return result >= 0;
        }
    }

    /// <summary>A descriptor, or null with the error.</summary>
    public FileDescriptor? Run(BpfCommand command, out Errno error)
    {
        fixed (byte* p = attributes)
        {
            var fd = (int)Libc.SystemCall(SystemCallNumber, (nint)command, p, Size);
            error = fd < 0 ? Errno.Last : default;
            return fd < 0 ? null : new FileDescriptor(fd);
        }
    }

    // 280 in the generic table, which arm64 and riscv64 use.
    static nint SystemCallNumber => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;
}

enum BpfCommand
{
    MapCreate = 0,
    MapLookupElement = 1,
    MapUpdateElement = 2,
    MapNextKey = 4,
    ProgramLoad = 5,
    ObjectPin = 6,
    ObjectGet = 7,
    ObjectInfo = 15,
    LinkCreate = 28,
    LinkUpdate = 29,
    IteratorCreate = 33,
}
