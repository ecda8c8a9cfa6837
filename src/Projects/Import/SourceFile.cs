using Berth.Projects.Files;

namespace Berth.Projects.Import;

/// <summary>A file that is to be brought in.</summary>
public static class SourceFile
{
    const int LargestFile = 1024 * 1024;

    /// <summary>Null when there is none, or it cannot be read, or is too long to be one.</summary>
    public static string? Read(string path) => ForeignFile.Read(path, LargestFile).Text is { Length: > 0 } text ? text : null;
}
