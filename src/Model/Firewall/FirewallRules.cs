namespace Berth.Model.Firewall;

/// <summary>The packet filter's rules of one network namespace, from whichever dialect they were read. Immutable.</summary>
public sealed record FirewallRules(IReadOnlyList<FirewallTable> Tables)
{
    public static FirewallRules None { get; } = new([]);

    /// <summary>What exists and could not be read, each with what would show it: then no verdict from these rules is certain.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];

    /// <summary>Tables that the kernel keeps and does not ask (nft(8), "flags dormant"), such as "inet filter". Not among <see cref="Tables"/>.</summary>
    public IReadOnlyList<string> Dormant { get; init; } = [];

    /// <summary>The listings that the rules were read from, in a form that their programs load again.</summary>
    public IReadOnlyList<FirewallListing> Listings { get; init; } = [];

    /// <summary>There is nothing that could stop or redirect a packet.</summary>
    public bool IsEmpty => Tables.Count == 0 && Gaps.Count == 0;
}

/// <param name="Name">As its program names it: "filter", "firewalld".</param>
public sealed record FirewallTable(TableFamily Family, string Name, FirewallDialect Dialect, IReadOnlyList<FirewallChain> Chains);

/// <summary>Which packets a table sees (nft(8), "ADDRESS FAMILIES").</summary>
public enum TableFamily : byte
{
    Ip,
    Ip6,
    Inet,
    Netdev,
    Arp,
    Bridge,
}

public static class TableFamilyNames
{
    public static string Name(this TableFamily family) => family switch
    {
        TableFamily.Ip => "ip",
        TableFamily.Ip6 => "ip6",
        TableFamily.Inet => "inet",
        TableFamily.Netdev => "netdev",
        TableFamily.Arp => "arp",
        _ => "bridge",
    };
}

/// <summary>Which program's listing the rules were read from, and so which one changes them.</summary>
public enum FirewallDialect : byte
{
    Nft,
    IptablesNft,
    IptablesLegacy,
}

/// <param name="Hook">Where the kernel enters it; null for a chain that is only jumped to.</param>
public sealed record FirewallChain(string Name, ChainHook? Hook, IReadOnlyList<FirewallRule> Rules);

/// <param name="Priority">Lower runs earlier.</param>
/// <param name="Devices">The interfaces of an ingress chain; empty elsewhere.</param>
public sealed record ChainHook(ChainType Type, HookPoint Point, int Priority, bool DropsByPolicy, IReadOnlyList<string> Devices);

public enum ChainType : byte
{
    Filter,
    Nat,
    Route,
}

public enum HookPoint : byte
{
    Ingress,
    Prerouting,
    Input,
    Forward,
    Output,
    Postrouting,
    Egress,
}

/// <param name="Handle">nft's handle; null in iptables' listings.</param>
/// <param name="Number">Its place in the chain, from 1, as in `iptables -L --line-numbers`.</param>
/// <param name="Text">As its program writes it. Hostile text: comments are free.</param>
/// <param name="Parts">Carried out in this order; a match that fails ends the rule.</param>
public sealed record FirewallRule(ulong? Handle, int Number, string Text, IReadOnlyList<RulePart> Parts);

/// <summary>One table as its program listed it. Hostile text.</summary>
public sealed record FirewallListing(FirewallDialect Dialect, TableFamily Family, string Table, string Text);
