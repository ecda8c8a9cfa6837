using System.Buffers;
using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Linux.Files;

/// <summary>
/// The one way to read a file that somebody else may have written. It is looked at before it is opened for reading (O_PATH), so
/// that no device is started and no pipe waited for; it must be a plain file; and no more is read than was allowed, however
/// large it says it is. Any thread may read; <see cref="FileUser"/> lends the rights of another user to it.
/// </summary>
public static class SmallFile
{
    const int FirstBuffer = 16 * 1024;

    /// <param name="most">The largest length that is read, in bytes.</param>
    /// <param name="follow">Whether a link as the last component is followed.</param>
    /// <param name="trust">When it is given, only what it trusts is read: the entry itself, what that leads to, and the folder.</param>
    public static FileContent Read(string path, int most, bool follow = true, FileTrust? trust = null)
    {
        if (path.Contains('\0')) return FileContent.Not(FileFault.Missing, "is no path");
        using var place = FileDescriptor.OpenPlace(path, follow, out var error);
        if (place is null) return Fault(error);
        if (!place.IsRegularFile) return FileContent.Not(FileFault.NotPlain, "is not a plain file");
        if (trust is not null && Objection(place, path, trust) is { } whose) return FileContent.Not(FileFault.NotTrusted, whose);
        using var file = place.Reopen(out error) ?? (error == Errno.NoEntry ? OpenWithoutProc(path, follow, place, out error) : null);
        return file is null ? Fault(error) : ReadAll(file, most);
    }

    /// <summary>The same for a path as a process sees it.</summary>
    public static FileContent Read(FileRoot root, string path, int most)
    {
        if (path.Contains('\0')) return FileContent.Not(FileFault.Missing, "is no path");
        using var place = root.OpenPlace(path, out var error);
        if (place is null) return Fault(error);
        if (!place.IsRegularFile) return FileContent.Not(FileFault.NotPlain, "is not a plain file");
        using var file = place.Reopen(out error);
        return file is null ? Fault(error) : ReadAll(file, most);
    }

    static string? Objection(FileDescriptor place, string path, FileTrust trust)
    {
        if (trust.IsTrusted(path)) return null;
        if (FileStatus.Identity(place) is not { } target) return "could not be asked whose it is";
        if (!trust.IsTrusted(target.User)) return Belongs(target.User);
        // A link of somebody's may lead to a file of ours, and a file of ours be in somebody's folder.
        if (FileStatus.Entry(path) is { } entry && !trust.IsTrusted(entry.User)) return Belongs(entry.User);
        var folder = Path.GetDirectoryName(path);
        return FileStatus.Owners(folder is { Length: > 0 } ? folder : "/") is { } around && !trust.IsTrusted(around.User)
            ? $"is in {folder}, which {Belongs(around.User)}" : null;
    }

    static string Belongs(uint user) => $"belongs to another user (uid {user})";

    // Without /proc there is no way from the place to the file: it is opened by its name, and must be the same.
    static FileDescriptor? OpenWithoutProc(string path, bool follow, FileDescriptor place, out Errno error)
    {
        var file = FileDescriptor.OpenForReading(path, out error, follow: follow);
        if (file is null || FileStatus.Identity(file) == FileStatus.Identity(place)) return file;
        file.Dispose();
        error = Errno.NoEntry;
        return null;
    }

    static FileContent ReadAll(FileDescriptor file, int most)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(most + 1, FirstBuffer));
        try
        {
            var length = 0;
            while (true)
            {
                var read = file.Read(buffer.AsSpan(length, Math.Min(buffer.Length, most + 1) - length));
                if (read < 0) return Fault(Errno.Last);
                if (read == 0) return new FileContent(buffer.AsSpan(0, length).ToArray(), FileFault.None, null);
                length += read;
                if (length > most) return TooLong(most);
                if (length < buffer.Length) continue;
                var larger = ArrayPool<byte>.Shared.Rent(Math.Min(most + 1, buffer.Length * 2));
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static FileContent TooLong(int most) =>
        FileContent.Not(FileFault.TooLong, $"is longer than {most / 1024} KB");

    static FileContent Fault(Errno error) => error == Errno.NoEntry || error == Errno.NotAFolder ? FileContent.Not(FileFault.Missing, "is not there")
        : error.IsDenied ? FileContent.Not(FileFault.Refused, "may not be read")
        : error == Errno.Loop ? FileContent.Not(FileFault.NotPlain, "is a link that is not followed")
        : FileContent.Not(FileFault.Failed, $"cannot be read: {error.Text}");
}
