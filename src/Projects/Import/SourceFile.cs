namespace Berth.Projects.Import;

/// <summary>A file that is to be brought in.</summary>
public static class SourceFile
{
    const long LargestFile = 1024 * 1024;

    /// <summary>Null when there is none, or it cannot be read, or is too long to be one.</summary>
    public static string? Read(string path)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length is > 0 and <= LargestFile ? File.ReadAllText(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
