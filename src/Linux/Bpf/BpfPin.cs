using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>Names of BPF objects in a <see cref="BpfFileSystem"/>. A name has no dots (kernel/bpf/inode.c).</summary>
static unsafe class BpfPin
{
    public static bool Put(FileDescriptor made, string path, out Errno error)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return new BpfCall().Set(0, name).Set(8, (uint)made.Number).Do(BpfCommand.ObjectPin, out error);
    }

    /// <summary>Null with the error.</summary>
    public static FileDescriptor? Open(string path, out Errno error)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0')) return new BpfCall().Set(0, name).Run(BpfCommand.ObjectGet, out error);
    }
}
