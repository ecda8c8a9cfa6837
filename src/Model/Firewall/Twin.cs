using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Model.Firewall;

/// <summary>One question to the kernel: does this caller, coming by this interface, reach the listener?</summary>
/// <param name="Listener">What it is bound to; an address that is not the machine's own stands for a container behind it.</param>
/// <param name="Port">The port that is called; another than the listener's where a rule redirects.</param>
/// <param name="Expected">What the rules were read to say.</param>
public sealed record TwinProbe(Endpoint Listener, bool V6Only, SourceClass From, string Interface, InetAddress Caller, InetAddress To, Port Port, PathVerdict Expected)
{
    /// <summary>Where the interface leads.</summary>
    public InterfaceKind Link { get; init; } = InterfaceKind.Physical;
}

/// <summary>What the kernel did with a probe.</summary>
/// <param name="Evidence">In one line: "10.0.0.7 connected to 192.168.1.5:22 by eth0".</param>
public sealed record TwinVerdict(TwinProbe Probe, PathVerdict Seen, string Evidence)
{
    /// <summary>False: the rules were read wrongly, or do more than was read. An unknown expectation agrees with all.</summary>
    public bool Agrees => Probe.Expected == PathVerdict.Unknown || (Probe.Expected == PathVerdict.Open) == (Seen == PathVerdict.Open);
}

/// <param name="Problem">Why there is no proof, with what to do; null when every probe was made.</param>
public sealed record TwinReport(IReadOnlyList<TwinVerdict> Verdicts, string? Problem)
{
    /// <summary>What the twin could not be asked, each in a few words.</summary>
    public IReadOnlyList<string> NotAsked { get; init; } = [];
}
