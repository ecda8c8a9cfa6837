using Berth.Engine.Listing;
using Berth.Engine.Reach;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>What the snapshot holds about one target, sorted into the roles that sockets play for it.</summary>
public sealed class Subject
{
    public required Target Target { get; init; }
    public required Snapshot Snapshot { get; init; }
    public ExplainOptions Options { get; init; } = ExplainOptions.Default;
    public HostFacts Host => Snapshot.Host;

    public NetworkTarget? Network => Target as NetworkTarget;
    public Port? Port => Network?.Port;
    public TargetHost? At => Network?.Host;
    public ErrorTarget? Error => Target as ErrorTarget;

    /// <summary>Listeners that answer at the target.</summary>
    public List<Row> Listeners { get; } = [];

    /// <summary>All listeners on the target's port in this network namespace, whatever the address.</summary>
    public List<Row> OnPort { get; } = [];

    /// <summary>Listeners on the same port in other network namespaces.</summary>
    public List<Row> Elsewhere { get; } = [];

    /// <summary>Sockets that hold the port without listening.</summary>
    public List<Row> Bound { get; } = [];

    /// <summary>How Berth itself keeps the port for a lease; null when it does not. Its sockets are in none of the other lists.</summary>
    public KeptPort? Kept { get; set; }

    /// <summary>Connections whose server's end stands at the target.</summary>
    public List<Connection> Served { get; } = [];

    /// <summary>Connections whose client's end stands at the target: the port is one that a client uses.</summary>
    public List<Connection> Calling { get; } = [];

    /// <summary>Clients on this machine whose connection to the target has no other end here: it is gone, or UDP keeps none.</summary>
    public List<Connection> OneSided { get; } = [];

    /// <summary>Connections from here to the target somewhere else.</summary>
    public List<Connection> Outgoing { get; } = [];

    /// <summary>Ends at the target that were closed lately and that the kernel keeps (TIME_WAIT).</summary>
    public List<SocketRecord> Lingering { get; } = [];

    /// <summary>What rules send callers of the port to, past every socket of this machine; empty where the rules were not read.</summary>
    public IReadOnlyList<PublishedPort> SentOn { get; set; } = [];

    /// <summary>Every listener of the snapshot in this namespace: to name neighbours.</summary>
    public List<Row> AllListeners { get; } = [];

    public bool IsElsewhere => At?.Address is { } address && !TargetMatch.IsOfThisMachine(address, Host);

    /// <summary>In a range that Windows keeps (Hyper-V, WSL, an administrator): there a reserved range forbids every bind.</summary>
    public bool IsExcluded => Host.System == OperatingSystemKind.Windows && Port is { } port && Host.ReservedPorts.Any(range => range.Contains(port));

    /// <summary>Whether sockets that hold a port without listening would be here: /proc/net does not tell them.</summary>
    public bool SeesBound => !Snapshot.Via.Contains("procnet");

    public bool IsFound => Listeners.Count + Bound.Count + Served.Count + Calling.Count + OneSided.Count + Outgoing.Count + Lingering.Count + SentOn.Count != 0 || Kept is not null;
}

/// <summary>One connection, seen from the target.</summary>
/// <param name="Server">The server's end, when it is on this machine.</param>
/// <param name="Client">The client's end, when it is on this machine.</param>
/// <param name="IsCertain">Which end is whose was seen from a listener, not judged from the numbers.</param>
public sealed record Connection(Row Row, SocketRecord? Server, SocketRecord? Client, bool IsCertain)
{
    /// <summary>Why it is only likely which end is whose.</summary>
    public const string Guessed = "judged from the two port numbers: no listener was seen";

    public SocketRecord Any => Server ?? Client!;
    public Endpoint ServerEnd => Server?.Local ?? Client!.Peer;
    public Endpoint ClientEnd => Client?.Local ?? Server!.Peer;
}
