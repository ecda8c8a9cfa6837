using System.Runtime.Versioning;
using Berth.Model.Files;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Readings;

/// <summary>The private keys that processes name on their command lines: files ending in .key, or -key.pem and the like.</summary>
[SupportedOSPlatform("linux")]
static class KeyReader
{
    public static IReadOnlyList<AccessToFile> Read(IEnumerable<ProcessFacts> processes)
    {
        var keys = new Dictionary<string, AccessToFile>();
        foreach (var process in processes.Where(static process => !process.SeesOtherFiles))
            foreach (var argument in process.Arguments.Value ?? [])
            {
                var word = argument[(argument.IndexOf('=') + 1)..];
                if (!IsKey(word)) continue;
                var path = Path.IsPathRooted(word) ? word : process.Directory.Value is { } folder ? Path.Combine(folder, word) : null;
                if (path is not null && !keys.ContainsKey(path) && File.Exists(path) && FileAccessReader.Read(path) is { } access) keys[path] = access;
            }
        return [.. keys.Values];
    }

    static bool IsKey(string word) => word.Length is > 4 and < 4096 && !word.Contains('\n')
        && (word.EndsWith(".key", StringComparison.Ordinal) || (word.EndsWith(".pem", StringComparison.Ordinal) && Path.GetFileName(word).Contains("key", StringComparison.OrdinalIgnoreCase)));
}
