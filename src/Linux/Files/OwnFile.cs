using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Linux.Files;

/// <summary>Files that are the person's alone: 0600, in a folder that is made 0700; written whole or not at all, and read only when nobody else made them.</summary>
public static class OwnFile
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or others can write to its folder.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        OwnFolder.Make(folder);
        if (OwnFolder.CheckWriters(folder) is { } problem) throw new UnauthorizedAccessException(problem);
        var draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owners }))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>A file that only we, or root, can have written; of anybody else it is not read.</summary>
    public static FileContent Read(string path, int most) =>
        SmallFile.Read(path, most, trust: new FileTrust(CurrentUser.EffectiveId, null, []));
}
