using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Probes.Linux.Readings;

/// <summary>hosts(5): an address, then its names; '#' begins a comment.</summary>
[SupportedOSPlatform("linux")]
static class HostsFile
{
    public static IReadOnlyList<HostsEntry> Read(string path)
    {
        var entries = new List<HostsEntry>();
        var number = 0;
        foreach (var line in TextFile.Lines(path))
        {
            number++;
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && InetAddress.TryParse(words[0].Split('%')[0], out var address)) entries.Add(new HostsEntry(address, words[1..], number));
        }
        return entries;
    }
}
