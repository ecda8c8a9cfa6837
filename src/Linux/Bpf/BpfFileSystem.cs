using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>The file system in which BPF objects have names and outlive the processes that made them (bpffs).</summary>
public static unsafe class BpfFileSystem
{
    /// <summary>Where systemd and others mount it.</summary>
    public const string Usual = "/sys/fs/bpf";

    const long Magic = 0xcafe4a11; // BPF_FS_MAGIC, include/uapi/linux/magic.h
    const nuint NoSetUserId = 2, NoDevices = 4, NoExecution = 8; // MS_NOSUID, MS_NODEV, MS_NOEXEC: mount(2)
    const int StatFileSystemRoom = 256; // struct statfs begins with its type, and is 120 bytes on 64-bit machines

    public static bool IsAt(string folder)
    {
        var result = stackalloc byte[StatFileSystemRoom];
        fixed (byte* path = Bytes(folder)) return Libc.StatFileSystem(path, result) == 0 && *(long*)result == Magic;
    }

    /// <summary>Mounts one of our own; the folder must be there. Needs CAP_SYS_ADMIN.</summary>
    /// <param name="options">Such as "mode=0700".</param>
    public static bool Mount(string folder, string options, out Errno error)
    {
        int result;
        fixed (byte* path = Bytes(folder), data = Bytes(options), kind = "bpf\0"u8)
            result = Libc.Mount(kind, path, kind, NoSetUserId | NoDevices | NoExecution, data);
        error = result < 0 ? Errno.Last : default;
        return result == 0;
    }

    /// <summary>At once gone from its folder; who looks into it at this moment keeps it until then (MNT_DETACH, umount(2)).</summary>
    public static bool Unmount(string folder, out Errno error)
    {
        const int detach = 2;
        int result;
        fixed (byte* path = Bytes(folder)) result = Libc.Unmount(path, detach);
        error = result < 0 ? Errno.Last : default;
        return result == 0;
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
