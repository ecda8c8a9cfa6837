using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Model.Snapshots;

/// <summary>The sockets of a machine at one moment, with their owners. Immutable: any thread may read.</summary>
public sealed record Snapshot
{
    public required DateTimeOffset TakenAt { get; init; }
    public required HostFacts Host { get; init; }

    /// <summary>In no particular order.</summary>
    public required IReadOnlyList<SocketRecord> Sockets { get; init; }

    /// <summary>Every process that holds one of the sockets, and their ancestors when those were asked for.</summary>
    public required IReadOnlyDictionary<int, ProcessFacts> Processes { get; init; }

    /// <summary>The names of the users that the sockets belong to, where they were asked for and have one.</summary>
    public IReadOnlyList<UserName> Users { get; init; } = [];

    /// <summary>The number that stands for every user outside of our user namespace, and is nobody's; null where we see all users.</summary>
    public uint? HiddenUser { get; init; }

    /// <summary>The packet filter of this network namespace, when it was asked for.</summary>
    public Known<FirewallRules> Firewall { get; init; }

    /// <summary>What could not be seen. Empty when everything asked for was read.</summary>
    public IReadOnlyList<Shortfall> Shortfalls { get; init; } = [];

    /// <summary>Which ways were taken, such as "netlink" and "bpf": for `--via`, tests and bug reports.</summary>
    public IReadOnlyList<string> Via { get; init; } = [];
}

/// <summary>A user's number and name.</summary>
public sealed record UserName(uint Id, string Name);
