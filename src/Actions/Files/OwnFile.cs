namespace Berth.Actions.Files;

/// <summary>Writes files that are the person's alone: 0600 in a folder of 0700, whole or not at all.</summary>
public static class OwnFile
{
    const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        // Windows gives a profile's folders to their owner already.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnersFolder);
            options.UnixCreateMode = Owners;
        }
        var draft = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var file = new FileStream(draft, options))
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
}
