using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>Reads what `iptables-save` prints: "*table", ":CHAIN POLICY", "-A CHAIN ...", "COMMIT" (iptables-save(8)).</summary>
public static class IptablesSave
{
    public static IReadOnlyList<FirewallTable> Read(string listing, InetFamily family, FirewallDialect dialect) => Read(listing, family, dialect, []);

    /// <param name="gaps">Gets what stands there and is not understood.</param>
    public static IReadOnlyList<FirewallTable> Read(string listing, InetFamily family, FirewallDialect dialect, List<string> gaps)
    {
        var tables = new List<FirewallTable>();
        string? name = null;
        var chains = new List<Draft>();
        foreach (var raw in listing.Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.StartsWith('*'))
            {
                name = line[1..].Trim();
                chains = [];
                if (!IsTable(name)) gaps.Add($"iptables lists a table {name} that is not known");
            }
            else if (name is null || line.Length == 0 || line[0] == '#') continue;
            else if (line == "COMMIT")
            {
                tables.Add(Table(name, family, dialect, chains));
                name = null;
            }
            else if (!(line[0] == ':' ? AddChain(line, chains) : AddRule(line, family, chains))) gaps.Add($"a line of the {name} table cannot be read: {(line.Length > 80 ? line[..80] : line)}");
        }
        // A listing that was cut in the middle of a table tells less than there is.
        if (name is not null) tables.Add(Table(name, family, dialect, [.. chains, new Draft("(cut off)", null)]));
        return tables;
    }

    /// <summary>Whether the listing ends as it should.</summary>
    public static bool IsWhole(string listing)
    {
        var open = false;
        foreach (var line in listing.Split('\n'))
        {
            if (line.StartsWith('*')) open = true;
            else if (line.TrimEnd() == "COMMIT") open = false;
        }
        return !open;
    }

    sealed record Draft(string Name, string? Policy)
    {
        public List<FirewallRule> Rules { get; } = [];
    }

    static bool IsTable(string name) => name is "raw" or "mangle" or "nat" or "filter" or "security";

    static bool AddChain(string line, List<Draft> chains)
    {
        var words = line.Split(' ');
        var policy = words.Length > 1 && words[1] != "-" ? words[1] : null;
        chains.Add(new Draft(words[0][1..], policy));
        return policy is null or "ACCEPT" or "DROP";
    }

    static bool AddRule(string line, InetFamily family, List<Draft> chains)
    {
        var words = IptablesWords.Split(line);
        // Counters come first with -c.
        var at = words.Count > 0 && words[0].StartsWith('[') ? 1 : 0;
        if (words.Count < at + 2 || words[at] is not "-A" || chains.Find(known => known.Name == words[at + 1]) is not { } chain) return false;
        var parts = new IptablesRule(words, at + 2, family).Read();
        var text = line.Length > NftListing.LongestText ? line[..NftListing.LongestText] + "..." : line;
        chain.Rules.Add(new FirewallRule(null, chain.Rules.Count + 1, text, parts));
        return true;
    }

    static FirewallTable Table(string name, InetFamily family, FirewallDialect dialect, List<Draft> chains) =>
        new(family == InetFamily.V4 ? TableFamily.Ip : TableFamily.Ip6, name, dialect, [.. chains.Select(chain => new FirewallChain(chain.Name, Hook(name, chain), chain.Rules))]);

    // include/uapi/linux/netfilter_ipv4.h: the priorities of iptables' tables are fixed.
    static ChainHook? Hook(string table, Draft chain)
    {
        if (chain.Policy is null || Point(chain.Name) is not { } point) return null;
        var type = table == "nat" ? ChainType.Nat : ChainType.Filter;
        var priority = table switch
        {
            "raw" => -300,
            "mangle" => -150,
            "nat" => point is HookPoint.Prerouting or HookPoint.Output ? -100 : 100,
            "security" => 50,
            _ => 0,
        };
        return new ChainHook(type, point, priority, chain.Policy == "DROP", []);
    }

    static HookPoint? Point(string chain) => chain switch
    {
        "PREROUTING" => HookPoint.Prerouting,
        "INPUT" => HookPoint.Input,
        "FORWARD" => HookPoint.Forward,
        "OUTPUT" => HookPoint.Output,
        "POSTROUTING" => HookPoint.Postrouting,
        _ => null,
    };
}
