using System.Runtime.Versioning;
using Berth.Model.Diagnosis;
using Berth.Probes.Linux.Readings;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Counters and settings of the kernel, of our own network namespace where they have one each.</summary>
[SupportedOSPlatform("linux")]
static class KernelCounters
{
    /// <summary>A setting that is one number, by its path below /proc/sys; null when it is not there.</summary>
    public static long? Setting(string path) => TextFile.Lines($"/proc/sys/{path}") is [var line, ..] && long.TryParse(line, out var number) ? number : null;

    public static Usage? TrackedConnections() =>
        Setting("net/netfilter/nf_conntrack_count") is { } used && Setting("net/netfilter/nf_conntrack_max") is { } most ? new Usage(used, most) : null;

    /// <summary>fs.file-nr: allocated, free (always 0), most.</summary>
    public static Usage? OpenFiles()
    {
        var words = (TextFile.Lines("/proc/sys/fs/file-nr") is [var line, ..] ? line : "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 3 && long.TryParse(words[0], out var used) && long.TryParse(words[2], out var most) ? new Usage(used, most) : null;
    }

    public static long? ListenOverflows() => Counter(TextFile.Lines("/proc/net/netstat"), "TcpExt:", "ListenOverflows");

    /// <summary>Two lines begin with the group's name: the names of its counters, then their values.</summary>
    internal static long? Counter(IReadOnlyList<string> all, string group, string name)
    {
        var lines = all.Where(line => line.StartsWith(group, StringComparison.Ordinal)).Select(static line => line.Split(' ')).ToArray();
        if (lines.Length != 2) return null;
        var at = Array.IndexOf(lines[0], name);
        return at > 0 && at < lines[1].Length && long.TryParse(lines[1][at], out var value) ? value : null;
    }
}
