using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>A connection attempt: who calls, by which interface, which address and port.</summary>
/// <param name="Link">Where it comes in; the loopback interface for a program of the machine itself.</param>
sealed record Attempt(SourceClass From, NetworkInterface Link, InetFamily Family, AddressSet Callers, InetAddress To, Protocol Protocol, Port Port)
{
    // What systems use for the calling end: Linux 32768-60999, Windows and macOS 49152-65535.
    const ushort FirstEphemeral = 32768;
    const byte Tcp = 6, Udp = 17, Syn = 2;

    public Packet First() => new()
    {
        Family = Family,
        Protocol = Protocol == Protocol.Udp ? Udp : Tcp,
        Source = Callers,
        Destination = AddressSet.Of(To),
        SourcePorts = (FirstEphemeral, ushort.MaxValue),
        DestinationPorts = (Port.Number, Port.Number),
        TcpFlags = Syn,
        // A program here is taken to set no mark; what comes from outside may have one of traffic control or eBPF.
        MarkKnown = From == SourceClass.Loopback ? uint.MaxValue : 0,
    };
}

/// <summary>How an attempt fares, for each of its callers.</summary>
/// <param name="Open">Who certainly gets through; the others do not or nobody can say.</param>
/// <param name="By">The rule that decided; null where none did.</param>
/// <param name="Doubt">The rule of which nobody can say whether it holds, for callers that are neither open nor closed.</param>
sealed record AttemptResult(PathVerdict Verdict, AddressSet Open, AddressSet Closed, Decision? By, Decision? Doubt)
{
    /// <summary>Of an open attempt: what keeps the closed ones out.</summary>
    public Decision? ClosedBy { get; init; }
}
