using Berth.Linux.Files;
using Berth.Model.Files;

namespace Berth.Places;

/// <summary>A small file in one of the <see cref="UserFolders"/>: 0600 in a folder of 0700, whole or not at all.</summary>
public static class UserFile
{
    const int MostBytes = 16 * 1024 * 1024;

    /// <summary>A file that only we, or root, can have written: what it says is obeyed. Of anybody else it is not read.</summary>
    public static FileContent Read(string path) => OperatingSystem.IsLinux() ? OwnFile.Read(path, MostBytes)
        : File.Exists(path) ? new FileContent(File.ReadAllBytes(path), FileFault.None, null) : FileContent.Not(FileFault.Missing, "is not there");

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or its folder is not ours alone.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        if (OperatingSystem.IsLinux())
        {
            OwnFile.Write(path, content);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
