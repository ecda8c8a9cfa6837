using System.Runtime.Versioning;
using Berth.Model.Addressing;

namespace Berth.Probes.Linux.Machine;

/// <summary>The kernel's notation for lists of ports: "8080,9000-9010", as in ip_local_reserved_ports.</summary>
[SupportedOSPlatform("linux")]
static class PortRanges
{
    public static IReadOnlyList<PortRange> Parse(string text)
    {
        var ranges = new List<PortRange>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-');
            var first = dash < 0 ? part : part[..dash];
            var last = dash < 0 ? part : part[(dash + 1)..];
            if (ushort.TryParse(first, out var low) && ushort.TryParse(last, out var high)) ranges.Add(PortRange.Of(low, high));
        }
        return ranges;
    }
}
