using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Cases;

/// <summary>The facts of one target, sorted by what the causes ask of them.</summary>
sealed class Case
{
    readonly Subject subject;

    public Case(DiagnosisFacts facts)
    {
        Facts = facts;
        var options = new ExplainOptions { Directory = facts.Directory };
        subject = SubjectReader.Read(new PortTarget(facts.Target.Text, facts.Target.Port, Protocol.Tcp), facts.Snapshot, options);
        var named = facts.Name.Addresses.Select(static address => address.Unmapped).ToList();
        var resolved = facts.Attempts.Where(attempt => named.Contains(attempt.At.Address)).ToList();
        Paths = resolved.Count != 0 ? resolved : facts.Attempts;
    }

    public DiagnosisFacts Facts { get; }
    public DiagnosisTarget Target => Facts.Target;
    public HostFacts Host => Facts.Snapshot.Host;
    public Port Port => Target.Port;

    /// <summary>The attempts to the addresses that the resolver gives, in its order; all attempts where it gives none.</summary>
    public IReadOnlyList<ConnectAttempt> Paths { get; }

    /// <summary>The attempts that a cause about the conversation looks at: the first that connected.</summary>
    public ConnectAttempt? Connected => Paths.FirstOrDefault(static path => path.IsConnected) ?? Facts.Attempts.FirstOrDefault(static path => path.IsConnected);

    /// <summary>What a client of this target would be answered in the end; null when nobody answers.</summary>
    public HttpAttempt? LastAnswer => Connected?.Answer(Target)?.Last;

    /// <summary>TCP listeners on the port in this network namespace, whatever the address.</summary>
    public List<Row> Listeners => subject.OnPort;

    public Subject Subject => subject;

    /// <summary>The listener that the kernel gives a connection to the address.</summary>
    public Row? ListenerAt(InetAddress address) => SplitSection.Answering(Listeners, address);

    /// <summary>The listener that took the connection: the one at its other end, where it was led elsewhere.</summary>
    public Row? ListenerAt(ConnectAttempt attempt) => attempt.Met is { } met
        ? SplitSection.Answering(subject.AllListeners.Where(row => row.Socket.Protocol == Protocol.Tcp && row.Socket.LocalPort == met.Port), met.Address)
        : ListenerAt(attempt.At.Address);

    /// <summary>The same listener after all attempts; null when it has gone. One on another port was not looked at again.</summary>
    public SocketRecord? After(Row row) => row.Socket.LocalPort != Port ? row.Socket : Facts.ListenersAfter.FirstOrDefault(socket => socket.Inode == row.Socket.Inode && socket.Local == row.Socket.Local);

    /// <summary>Whether it was tried and nobody listens on any address that the target stands for.</summary>
    public bool IsNobodyThere => Paths.Count != 0 && Paths.All(path => !path.IsConnected && path.Outcome != ConnectOutcome.TimedOut && ListenerAt(path) is null);

    /// <summary>The name leads to other machines only.</summary>
    public bool IsRemote => Facts.Attempts.Count == 0 && Facts.Name.Addresses.Count != 0;

    public bool IsReserved => Host.ReservedPorts.Any(range => range.Contains(Port));

    public bool IsHandedOut => !IsReserved && Host.EphemeralPorts.Value is { } range && range.Contains(Port);
}
