using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Projects.Files;

/// <summary>
/// Reads a file of a repository: the one way in this project, so that each has a limit, none is waited for, and root reads nothing
/// that whoever wrote the repository could not read.
/// </summary>
public static class ForeignFile
{
    /// <param name="path">Absolute.</param>
    /// <param name="most">The largest length that is read, in bytes.</param>
    /// <param name="trust">Whose file is obeyed; null: everybody's.</param>
    public static FileContent Read(string path, int most, FileTrust? trust = null)
    {
        if (!OperatingSystem.IsLinux()) return ReadPortably(path, most);
        try
        {
            return ReadAsItsOwner(path, most, trust);
        }
        catch (UnauthorizedAccessException refused)
        {
            return FileContent.Not(FileFault.Refused, $"may not be read: {refused.Message}");
        }
    }

    [SupportedOSPlatform("linux")]
    static FileContent ReadAsItsOwner(string path, int most, FileTrust? trust) => FileUser.Run(Reader(path), () => SmallFile.Read(path, most, trust: trust));

    // Root reads with the rights of whose folder it is, or who put a link there: they chose what the name leads to.
    [SupportedOSPlatform("linux")]
    static uint? Reader(string path) => FileStatus.Owners(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : "/")?.User is { } owner and not 0 ? owner
        : FileStatus.Entry(path) is { IsLink: true, User: var linker } ? linker : null;

    /// <summary>Why a file was not read, and what to do.</summary>
    public static string Said(string path, FileContent content) => content.Fault == FileFault.NotTrusted
        ? $"{content.Reason}, so it is not obeyed. If you trust it: berth trust {Quoted(Path.GetDirectoryName(path)!)}"
        : content.Reason!;

    // A word of the shell (POSIX, 2.2.2).
    static string Quoted(string path) =>
        path.All(static character => char.IsAsciiLetterOrDigit(character) || "/._-+@%".Contains(character, StringComparison.Ordinal))
            ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    static FileContent ReadPortably(string path, int most)
    {
        try
        {
            if (!File.Exists(path)) return FileContent.Not(FileFault.Missing, "is not there");
            using var file = File.OpenRead(path);
            var buffer = new byte[Math.Min(file.Length, most) + 1];
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > most ? FileContent.Not(FileFault.TooLong, $"is longer than {most / 1024} KB") : new FileContent(buffer[..length], FileFault.None, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return FileContent.Not(FileFault.Failed, $"cannot be read: {refused.Message}");
        }
    }
}
