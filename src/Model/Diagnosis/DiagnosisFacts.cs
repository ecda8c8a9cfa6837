using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Model.Diagnosis;

/// <summary>All that was read and tried to say why a target does not work. Gathered once; immutable.</summary>
public sealed record DiagnosisFacts
{
    public required DiagnosisTarget Target { get; init; }

    /// <summary>Every listener, connection and bound socket, of every namespace that may be entered, before anything was tried.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The listeners on the target's port in this namespace after all attempts: a queue that our own connection waits in.</summary>
    public IReadOnlyList<SocketRecord> ListenersAfter { get; init; } = [];

    public required NameFacts Name { get; init; }

    /// <summary>In the order in which clients would try; only addresses of this machine were tried.</summary>
    public IReadOnlyList<ConnectAttempt> Attempts { get; init; } = [];

    public ProxySettings Proxy { get; init; } = ProxySettings.None;

    /// <summary>False where net.ipv6.conf.lo.disable_ipv6 says so, or the kernel has no IPv6.</summary>
    public bool HasIPv6 { get; init; } = true;

    /// <summary>The folder that the person is in; null when unknown.</summary>
    public string? Directory { get; init; }
}
