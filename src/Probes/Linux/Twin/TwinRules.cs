using System.Runtime.Versioning;
using Berth.Linux.Namespaces;
using Berth.Linux.Programs;
using Berth.Model.Firewall;

namespace Berth.Probes.Linux.Twin;

/// <summary>Loads the listings of the host's rules into the twin, each by the program that wrote it.</summary>
[SupportedOSPlatform("linux")]
static class TwinRules
{
    /// <summary>Why they could not be loaded; null when they were.</summary>
    public static string? Load(FirewallRules rules, PrivateNamespace machine)
    {
        if (rules.Gaps.Count > 0) return rules.Gaps[0];
        foreach (var listing in rules.Listings)
        {
            ProgramOutput? output = null;
            if (!machine.Run(() => output = Load(listing), out var error)) return $"the twin's namespace could not be entered: {error}";
            if (output!.Problem is { } problem) return $"the rules of table {listing.Table} could not be loaded into the twin: {problem}";
        }
        return null;
    }

    static ProgramOutput Load(FirewallListing listing)
    {
        var isV6 = listing.Family == TableFamily.Ip6;
        return listing.Dialect switch
        {
            FirewallDialect.Nft => SystemProgram.Run("nft", ["-f", "-"], listing.Text),
            FirewallDialect.IptablesNft => SystemProgram.Run(isV6 ? "ip6tables-nft-restore" : "iptables-nft-restore", [], listing.Text),
            _ => SystemProgram.Run(isV6 ? "ip6tables-legacy-restore" : "iptables-legacy-restore", [], listing.Text),
        };
    }
}
