using Berth.Model.Machine;

namespace Berth.Model.Firewall;

/// <summary>What becomes of a connection attempt.</summary>
public enum PathVerdict : byte
{
    Open,

    /// <summary>Dropped: the caller waits in vain.</summary>
    Filtered,

    /// <summary>Refused with an answer, by a rule.</summary>
    Rejected,

    /// <summary>The rules do not tell, or could not be read.</summary>
    Unknown,
}

/// <summary>Who calls, by where the packet comes from. Ordered as <see cref="ReachLevel"/> is.</summary>
public enum SourceClass : byte
{
    Loopback,
    Container,

    /// <summary>The same subnet.</summary>
    Lan,

    /// <summary>Private addresses behind a router.</summary>
    Private,
    Vpn,
    Internet,
}

public static class PathVerdictNames
{
    public static string Name(this PathVerdict verdict) => verdict switch
    {
        PathVerdict.Open => "open",
        PathVerdict.Filtered => "filtered",
        PathVerdict.Rejected => "rejected",
        _ => "unknown",
    };

    public static string Name(this SourceClass source) => source switch
    {
        SourceClass.Loopback => "loopback",
        SourceClass.Container => "container",
        SourceClass.Lan => "lan",
        SourceClass.Private => "private",
        SourceClass.Vpn => "vpn",
        _ => "internet",
    };

    public static ReachLevel Level(this SourceClass source) => source switch
    {
        SourceClass.Loopback => ReachLevel.Host,
        SourceClass.Container => ReachLevel.Container,
        SourceClass.Lan or SourceClass.Private => ReachLevel.Lan,
        SourceClass.Vpn => ReachLevel.Vpn,
        _ => ReachLevel.Internet,
    };
}
