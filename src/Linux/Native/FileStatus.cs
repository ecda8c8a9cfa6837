using System.Text;

namespace Berth.Linux.Native;

/// <summary>What statx(2) tells of a file; its layout is the same on every architecture.</summary>
public static unsafe class FileStatus
{
    const int CurrentDirectory = -100;
    const int EmptyPath = 0x1000;
    const uint MaskType = 0x1, MaskMode = 0x2, MaskOwners = 0x18, MaskInode = 0x100, MaskSize = 0x200;
    const int UserOffset = 20, GroupOffset = 24, ModeOffset = 28, InodeOffset = 32, SizeOffset = 40;
    const int DeviceMajorOffset = 136, DeviceMinorOffset = 140, ResultSize = 256;
    const int TypeMask = 0xf000, TypeRegular = 0x8000, TypeFolder = 0x4000, TypeLink = 0xa000, PermissionMask = 0xfff;
    const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    const int WriteAccess = 2; // W_OK
    const int OthersWrite = 0b000_010_010;

    internal static bool IsRegular(int fd)
    {
        byte empty = 0;
        var result = stackalloc byte[ResultSize];
        return Libc.StatX(fd, &empty, EmptyPath, MaskType, result) == 0 && (*(ushort*)(result + ModeOffset) & TypeMask) == TypeRegular;
    }

    /// <summary>What is open there, as the kernel compares it, with whose it is and who may do what with it; null when it cannot be asked.</summary>
    public static FileIdentity? Identity(FileDescriptor file)
    {
        byte empty = 0;
        var result = stackalloc byte[ResultSize];
        if (Libc.StatX(file.Number, &empty, EmptyPath, MaskType | MaskMode | MaskOwners | MaskInode, result) != 0) return null;
        var device = ((ulong)*(uint*)(result + DeviceMajorOffset) << 32) | *(uint*)(result + DeviceMinorOffset);
        return new FileIdentity(device, *(ulong*)(result + InodeOffset), *(uint*)(result + UserOffset), *(ushort*)(result + ModeOffset) & PermissionMask);
    }

    /// <summary>The inode number of a path. Follows links. Null when the path is missing or may not be seen.</summary>
    public static ulong? Inode(string path) => Number(path, MaskInode, InodeOffset);

    /// <summary>
    /// What a unix socket's file is known by in sock_diag: its inode, cut to 32 bits, and its device as the kernel numbers it inside
    /// (MKDEV, include/linux/kdev_t.h). Follows links, as connect(2) does. Null when the path is missing or may not be seen.
    /// </summary>
    public static (uint Inode, uint Device)? SocketFile(string path)
    {
        var result = stackalloc byte[ResultSize];
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (Libc.StatX(CurrentDirectory, p, 0, MaskType | MaskInode, result) != 0) return null;
            return ((uint)*(ulong*)(result + InodeOffset), *(uint*)(result + DeviceMajorOffset) << 20 | *(uint*)(result + DeviceMinorOffset));
        }
    }

    /// <summary>The size of a file; of /proc/PID/fd the number of open descriptors. Null when the path is missing or may not be seen.</summary>
    public static long? Size(string path) => (long?)Number(path, MaskSize, SizeOffset);

    /// <summary>What stands at a path itself (a link is no folder), whose it is, and what others may do there. Null when it is missing or may not be seen.</summary>
    public static (bool IsFolder, bool IsLink, uint User, int Permissions)? Entry(string path) => Itself(path, out var user, out var mode)
        ? ((mode & TypeMask) == TypeFolder, (mode & TypeMask) == TypeLink, user, mode & PermissionMask) : null;

    /// <summary>It is root's, no link, and nobody else may change it.</summary>
    public static bool IsRootsAlone(string path) => Itself(path, out var user, out var mode) && user == 0 && (mode & TypeMask) != TypeLink && (mode & OthersWrite) == 0;

    static bool Itself(string path, out uint user, out int mode)
    {
        var result = stackalloc byte[ResultSize];
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var isThere = Libc.StatX(CurrentDirectory, p, NoFollow, MaskType | MaskMode | MaskOwners, result) == 0;
            user = isThere ? *(uint*)(result + UserOffset) : 0;
            mode = isThere ? *(ushort*)(result + ModeOffset) : 0;
            return isThere;
        }
    }

    static ulong? Number(string path, uint mask, int offset)
    {
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        var result = stackalloc byte[ResultSize];
        fixed (byte* p = bytes)
            return Libc.StatX(CurrentDirectory, p, 0, mask, result) == 0 ? *(ulong*)(result + offset) : null;
    }

    /// <summary>Whether this user may write there, on a file system that takes it (access(2)).</summary>
    public static bool MayWrite(string path)
    {
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0')) return Libc.MayAccess(p, WriteAccess) == 0;
    }

    /// <summary>The numbers of the user and the group that a path belongs to. Follows links. Null when the path is missing or may not be seen.</summary>
    public static (uint User, uint Group)? Owners(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        var result = stackalloc byte[ResultSize];
        fixed (byte* p = bytes)
            return Libc.StatX(CurrentDirectory, p, 0, MaskOwners, result) == 0 ? (*(uint*)(result + UserOffset), *(uint*)(result + GroupOffset)) : null;
    }
}
