using System.Runtime.Versioning;
using Berth.Linux.Files;

namespace Berth.Probes.Linux.Readings;

/// <summary>Reads small files of the system; a file that is missing, closed to us or too large has no lines.</summary>
[SupportedOSPlatform("linux")]
static class TextFile
{
    const int MostBytes = 1024 * 1024;

    public static IReadOnlyList<string> Lines(string path) => Lines(path, MostBytes);

    public static IReadOnlyList<string> Lines(string path, int most)
    {
        if (SmallFile.Read(path, most).Text is not { Length: > 0 } text) return [];
        return (text[^1] == '\n' ? text[..^1] : text).Split('\n');
    }

    /// <summary>KEY=value lines, quotes taken off (as shells read them, without expansion).</summary>
    public static string? Assigned(string path, string name)
    {
        foreach (var line in Lines(path))
            if (line.StartsWith($"{name}=", StringComparison.Ordinal)) return line[(name.Length + 1)..].Trim().Trim('"', '\'');
        return null;
    }
}
