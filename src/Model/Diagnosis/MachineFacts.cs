using Berth.Model.Snapshots;

namespace Berth.Model.Diagnosis;

/// <summary>All that was read to say whether the machine itself keeps local servers from being reached. Immutable.</summary>
public sealed record MachineFacts
{
    /// <summary>Every listener, connection and bound socket of this network namespace.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>What localhost means.</summary>
    public required NameFacts Localhost { get; init; }

    /// <summary>What a name below localhost means.</summary>
    public required NameFacts BelowLocalhost { get; init; }
    public ProxySettings Proxy { get; init; } = ProxySettings.None;
    public bool HasIPv6 { get; init; } = true;

    /// <summary>net.core.somaxconn: the longest accept queue; null when it could not be read, as for all that follows.</summary>
    public long? LongestQueue { get; init; }

    /// <summary>Connections that the kernel tracks for the firewall, and how many it can; both null where it tracks none.</summary>
    public Usage? TrackedConnections { get; init; }

    /// <summary>Open files of the whole system.</summary>
    public Usage? OpenFiles { get; init; }

    /// <summary>net.ipv4.tcp_max_tw_buckets.</summary>
    public long? MostTimeWaits { get; init; }

    /// <summary>Connections dropped because an accept queue was full (TcpExt ListenOverflows), at the beginning and at the end of the look.</summary>
    public Growth? QueueOverflows { get; init; }

    /// <summary>Processes that have used nine tenths of the descriptors that they may open, the fullest first.</summary>
    public IReadOnlyList<DescriptorUse> CrowdedProcesses { get; init; } = [];

    /// <summary>How many processes that could be told for.</summary>
    public int CountedProcesses { get; init; }

    /// <summary>The ASP.NET Core runtimes that are installed.</summary>
    public IReadOnlyList<InstalledRuntime> Runtimes { get; init; } = [];
}

public sealed record Usage(long Used, long Most)
{
    public double Share => Most <= 0 ? 0 : (double)Used / Most;
}

public sealed record Growth(long Before, long After);

/// <param name="Limit">The soft limit (RLIMIT_NOFILE).</param>
public sealed record DescriptorUse(int Pid, string Name, long Open, long Limit);

/// <param name="Version">"10.0.12"; of a preview the numbers before the dash.</param>
public sealed record InstalledRuntime(Version Version, string Path);
