using System.Runtime.Versioning;
using System.Text;
using Berth.Model;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Reads hosts(5): an address, then its names, '#' begins a comment.</summary>
[SupportedOSPlatform("linux")]
static class HostsFile
{
    const string Path = "/etc/hosts";
    const int MostBytes = 1024 * 1024; // ad blockers write long ones

    /// <summary>Every line with the name, in the file's order; none when the file is missing or closed to us.</summary>
    public static IReadOnlyList<HostsLine> With(string name) => [.. Parse(Text(Path, MostBytes)).Where(line => line.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];

    internal static IEnumerable<HostsLine> Parse(string text)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !InetAddress.TryParse(words[0], out var address)) continue;
            foreach (var name in words[1..]) yield return new HostsLine(number, address, name);
        }
    }

    /// <summary>The beginning of a small file; empty when it cannot be read.</summary>
    internal static string Text(string path, int most)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[most];
            return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, most, throwOnEndOfStream: false));
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
