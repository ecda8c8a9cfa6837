using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Files;

/// <summary>
/// The files that a process sees. One in another mount namespace, or with another root, has other files by the same paths: every
/// path that it tells, and every link below, is looked up from its own root (openat2(2), RESOLVE_IN_ROOT). One thread at a time.
/// </summary>
public sealed unsafe class FileRoot : IDisposable
{
    const int OpenAt2 = 437; // on every architecture
    const ulong InRoot = 0x10, NoMagicLinks = 0x02;

    readonly FileDescriptor root;
    readonly int process;

    FileRoot(FileDescriptor root, int process) => (this.root, this.process) = (root, process);

    /// <param name="process">Its pid, or that of one of its threads.</param>
    /// <returns>Null when it is gone or may not be looked into.</returns>
    public static FileRoot? Of(int process) =>
        FileDescriptor.OpenPlace($"/proc/{process}/root", follow: true, out _) is { } root ? new FileRoot(root, process) : null;

    public void Dispose() => root.Dispose();

    /// <summary>Whether a path leads from this root to the folder that the process works in.</summary>
    public bool LeadsToItsFolder(string path)
    {
        using var named = OpenPlace(path, out _);
        using var own = FileDescriptor.OpenPlace($"/proc/{process}/cwd", follow: true, out _);
        return named is not null && own is not null && FileStatus.Identity(named) is { } one && one == FileStatus.Identity(own);
    }

    /// <summary>Whether a plain file is there, as <see cref="File.Exists(string)"/> says of ours.</summary>
    public bool Has(string path)
    {
        using var place = OpenPlace(path, out _);
        return place is { IsRegularFile: true };
    }

    /// <summary>The number of the user whose it is; null when it is missing or may not be seen.</summary>
    public uint? OwnerOf(string path)
    {
        using var place = OpenPlace(path, out _);
        return place is null ? null : FileStatus.Identity(place)?.User;
    }

    internal FileDescriptor? OpenPlace(string path, out Errno error)
    {
        var how = stackalloc ulong[3]; // struct open_how: flags, mode, resolve
        (how[0], how[1], how[2]) = (OpenFlags.PlaceOnly | OpenFlags.CloseOnExec, 0, InRoot | NoMagicLinks);
        nint fd;
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0')) fd = Libc.SystemCall(OpenAt2, root.Number, p, (nint)how, sizeof(ulong) * 3);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new FileDescriptor((int)fd);
    }
}
