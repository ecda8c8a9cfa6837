using System.Runtime.Versioning;

namespace Berth.Probes.Linux.Readings;

/// <summary>Reads small files of the system; a file that is missing, closed to us or too large has no lines.</summary>
[SupportedOSPlatform("linux")]
static class TextFile
{
    const long MaxSize = 1024 * 1024;

    public static IReadOnlyList<string> Lines(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MaxSize ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>KEY=value lines, quotes taken off (as shells read them, without expansion).</summary>
    public static string? Assigned(string path, string name)
    {
        foreach (var line in Lines(path))
            if (line.StartsWith($"{name}=", StringComparison.Ordinal)) return line[(name.Length + 1)..].Trim().Trim('"', '\'');
        return null;
    }
}
