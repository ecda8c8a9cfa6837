using System.Runtime.InteropServices;
using System.Text;

namespace Berth.Linux.Bpf;

/// <summary>What the iterator writes for one descriptor of one process: 48 bytes, in the machine's byte order.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
public unsafe struct HolderRow
{
    internal const int Size = 48;
    internal const int InodeOffset = 0, PidOffset = 8, ParentOffset = 12, StartOffset = 16, UserOffset = 24, NameOffset = 32;

    const ulong NanosecondsPerTick = 10_000_000; // USER_HZ is 100 on every architecture that we build for

    [FieldOffset(InodeOffset)] readonly ulong inode;
    [FieldOffset(PidOffset)] readonly int pid;
    [FieldOffset(ParentOffset)] readonly int parent;
    [FieldOffset(StartOffset)] readonly ulong startedNanoseconds;
    [FieldOffset(UserOffset)] readonly uint user;
    [FieldOffset(NameOffset)] fixed byte name[16];

    public readonly ulong Inode => inode;
    public readonly int Pid => pid;
    public readonly int ParentPid => parent;
    public readonly uint UserId => user;

    /// <summary>As in /proc/PID/stat.</summary>
    public readonly ulong StartTicks => startedNanoseconds / NanosecondsPerTick;

    public readonly string Name
    {
        get
        {
            fixed (byte* p = name)
            {
                var bytes = new ReadOnlySpan<byte>(p, 16);
                var end = bytes.IndexOf((byte)0);
                return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
            }
        }
    }
}
