using System.Runtime.InteropServices;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Files;

/// <summary>
/// Changes who may read and write a file, on the file itself and not on its name: between a look and a change a name can be made
/// to lead somewhere else, and root would open a stranger's choice of files (systemd's chase() is careful in the same way).
/// </summary>
public static unsafe class FilePermissions
{
    const int OpenAt2 = 437; // the same number on every architecture
    const ulong NoSymbolicLinks = 0x04; // RESOLVE_NO_SYMLINKS, include/uapi/linux/openat2.h

    /// <summary>The path without links and the file that it leads to now; null when there is none, or it is no plain file.</summary>
    public static (string Path, FileIdentity File)? Find(string path)
    {
        using var place = FileDescriptor.OpenPlace(path, follow: true, out _);
        if (place is null || !place.IsRegularFile || FileStatus.Identity(place) is not { } file) return null;
        return File.ResolveLinkTarget($"/proc/self/fd/{place.Number}", returnFinalTarget: false)?.FullName is { } plain ? (plain, file) : null;
    }

    /// <summary>Null when it was done; else why nothing was changed.</summary>
    /// <param name="path">As <see cref="Find"/> gave it: a link in any part of it is refused.</param>
    /// <param name="expected">Nothing is changed of any other file, or of this one when its owner or permissions are others by now.</param>
    public static string? Change(string path, FileIdentity expected, UnixFileMode mode, out Errno error)
    {
        using var place = OpenPlain(path, out error);
        if (place is null)
            return error == Errno.Loop ? $"{path} leads through a link now; nothing was changed." : $"{path} cannot be opened: {error.Text}";
        if (FileStatus.Identity(place) != expected) return $"{path} was changed by somebody else since; it was left as it is.";
        // By way of the open place: chmod(2) needs no right to read the file, and no name of it is looked up again.
        fixed (byte* p = Encoding.ASCII.GetBytes($"/proc/self/fd/{place.Number}\0"))
            if (Libc.SetMode(p, (uint)mode) == 0) return null;
        error = Errno.Last;
        return $"the permissions of {path} cannot be changed: {error.Text}";
    }

    /// <summary>The file behind a path now, when no part of the path is a link; null when there is none.</summary>
    public static FileIdentity? At(string path)
    {
        using var place = OpenPlain(path, out _);
        return place is null ? null : FileStatus.Identity(place);
    }

    static FileDescriptor? OpenPlain(string path, out Errno error)
    {
        var how = new OpenHow { Flags = OpenFlags.PlaceOnly | OpenFlags.CloseOnExec, Resolve = NoSymbolicLinks };
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var fd = Libc.SystemCall(OpenAt2, CurrentDirectory, p, (nint)(&how), sizeof(OpenHow));
            error = fd < 0 ? Errno.Last : default;
            return fd < 0 ? null : new FileDescriptor((int)fd);
        }
    }

    const int CurrentDirectory = -100; // AT_FDCWD

    [StructLayout(LayoutKind.Sequential)]
    struct OpenHow
    {
        public ulong Flags, Mode, Resolve;
    }
}
