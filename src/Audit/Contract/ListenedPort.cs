using Berth.Audit.Findings;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Sockets;

namespace Berth.Audit.Contract;

/// <summary>One port of one service, whatever number of addresses and sockets it listens on.</summary>
public sealed class ListenedPort
{
    /// <summary>See <see cref="Subjects"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>One socket per bind, the widest reach first. Never empty; all in Berth's own network namespace.</summary>
    public required IReadOnlyList<SocketRecord> Sockets { get; init; }

    /// <summary>In the order of <see cref="Sockets"/>.</summary>
    public required IReadOnlyList<Reachability> Reaches { get; init; }

    /// <summary>What was answered on it; empty when nobody asked.</summary>
    public IReadOnlyList<ProtocolFacts> Answers { get; init; } = [];

    /// <summary>What the kernel did with callers of it in the twin; empty when it was not asked.</summary>
    public IReadOnlyList<TwinVerdict> Proofs { get; init; } = [];

    /// <summary>"proven" when the kernel agrees in every case, "disproved" when it does not; null when it was not asked.</summary>
    public string? Proof => Proofs.Count == 0 ? null : Proofs.All(static proof => proof.Agrees) ? "proven" : "disproved";

    /// <summary>The port as a caller from a network finds it; null when nobody else reaches it, or nobody asked from there.</summary>
    public ListenedPort? FromBeyond => field ??= IsWide && Answers.Any(static answer => answer.FromBeyond is not null) ? Copy([.. Answers.Select(Beyond).OfType<ProtocolFacts>()], Reaches) : null;

    /// <summary>The port as if this machine alone reached it, with what its own programs are answered.</summary>
    public ListenedPort OnHost => Copy([.. Answers.Select(static answer => answer with { FromBeyond = null })], [.. Reaches.Select(static reach => reach with { V4 = ReachLevel.Host, V6 = ReachLevel.Host, BindV4 = null, BindV6 = null })]);

    // What listens on a single address that is not loopback was asked there.
    static ProtocolFacts? Beyond(ProtocolFacts answer) => answer.FromBeyond ?? (answer.Endpoint.Address.IsLoopback ? null : answer);

    ListenedPort Copy(IReadOnlyList<ProtocolFacts> answers, IReadOnlyList<Reachability> reaches) =>
        new() { Subject = Subject, Sockets = Sockets, Reaches = reaches, Proofs = Proofs, Answers = answers };

    public Endpoint Endpoint => Sockets[0].Local;
    public Port Port => Sockets[0].LocalPort;
    public Protocol Protocol => Sockets[0].Protocol;
    public Owner Owner => Sockets[0].Owner;
    public ProcessFacts? Process => Owner.First;
    public ReachLevel Reach => Reaches[0].Widest;
    public bool IsWide => Reach > ReachLevel.Host;
    public string? Framework => field ??= Process is { } process ? Engine.Frameworks.Framework.Of(process) : null;
    public Container? Container => Process?.ForwardsTo.Value ?? Process?.Cgroup.Value?.Container ?? Sockets[0].Cgroup?.Container;
    public ServiceUnit? Unit => Process?.Cgroup.Value?.Unit ?? Sockets[0].Cgroup?.Unit;

    /// <summary>The address by which this machine's own programs reach it: loopback where it listens on every address.</summary>
    public string Host => Endpoint.Address.IsWildcard ? Endpoint.Address.Family == InetFamily.V4 ? "127.0.0.1" : "::1" : Endpoint.Address.ToString();

    /// <summary>Restarts its service; null when it is in none: one of the usual name may be another one, and a session is not restarted.</summary>
    public string? Restart => Unit is { } unit && unit.Name.EndsWith(".service", StringComparison.Ordinal) && !unit.Name.StartsWith("user@", StringComparison.Ordinal) ? $"systemctl {(unit.ManagerUserId is null ? "" : "--user ")}restart {unit.Name}" : null;

    /// <summary>The command line; empty when hidden.</summary>
    public IReadOnlyList<string> Arguments => Process?.Arguments.Value ?? [];

    /// <summary>"redis-server on 0.0.0.0:6379".</summary>
    public string Label => $"{Process?.Name ?? Subject} on {Endpoint}";

    public IReadOnlyList<Evidence> ReachEvidence => field ??=
        [.. Reaches.Select(static reach => new Evidence("bind", reach.Reason)).Distinct(), .. Widest is { } proof ? (Evidence[])[new("twin", proof.Evidence)] : []];

    // The proof that says most: who came furthest, else who was kept out.
    TwinVerdict? Widest => Proofs.OrderByDescending(static proof => proof.Seen == PathVerdict.Open).ThenByDescending(static proof => proof.Probe.From).FirstOrDefault();

    /// <summary>The answer in one of these protocols, or of one of these APIs over HTTP; null when it was not asked or speaks another.</summary>
    public ProtocolFacts? Speaks(params ReadOnlySpan<string> protocols)
    {
        foreach (var answer in Answers)
            foreach (var protocol in protocols)
                if (answer.Protocol == protocol || answer.Details.GetValueOrDefault("api") == protocol) return answer;
        return null;
    }

    /// <summary>The answer of a product, by its name.</summary>
    public ProtocolFacts? Is(params ReadOnlySpan<string> products)
    {
        foreach (var answer in Answers)
            foreach (var product in products)
                if (answer.Product?.Equals(product, StringComparison.OrdinalIgnoreCase) == true) return answer;
        return null;
    }
}
