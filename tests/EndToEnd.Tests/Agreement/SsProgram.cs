using System.Net;
using System.Text.RegularExpressions;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>What `ss -Htulnp` (iproute2) says.</summary>
static partial class SsProgram
{
    public static IReadOnlyList<Held> List(NetworkNamespace net, params IReadOnlyList<string> asUser) =>
        Held.Sorted(net.Must([.. asUser, "ss", "-Htulnp"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read));

    static (string, IPAddress, int, IEnumerable<int>) Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var local = words[4];
        var colon = local.LastIndexOf(':');
        // "*" is a dual-stack wildcard; "%lo" an interface.
        var address = local[..colon].Trim('[', ']').Split('%')[0];
        return (words[0], address == "*" ? IPAddress.IPv6Any : IPAddress.Parse(address), int.Parse(local[(colon + 1)..]),
            Pids().Matches(line).Select(match => int.Parse(match.Groups[1].Value)));
    }

    [GeneratedRegex(@"pid=(\d+)")]
    private static partial Regex Pids();
}
