using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Loopback;

public sealed class EphemeralCollision : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "eph-collision",
        Title = "A port that the system may hand out",
        Severity = new(Severity.Low, Severity.Low),
        Sees = "A listener's port, chosen by somebody, lies in net.ipv4.ip_local_port_range and not in ip_local_reserved_ports.",
        Why = "An outgoing connection may take the port while the service is down; the service then fails to start, at random.",
        Fix = "Reserve the port, or use one outside of the range.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (view.Host.EphemeralPorts.Value is not { } range || !range.Contains(port.Port)) return null;
        if (view.Host.ReservedPorts.Any(reserved => reserved.Contains(port.Port)) || !IsChosen(port)) return null;
        return new Sighting($"Port {port.Port} is one that the system hands out by itself ({range})")
        {
            Evidence = [new Evidence("config", $"net.ipv4.ip_local_port_range is {range}; the port stands on the command line")],
            Fixes = [new("Reserve the port", NeedsRoot: true) { Action = new FixAction.ReservePort(port.Port) }],
        };
    }

    // A server that asked for any port got one of these by right: only a number that was written down is meant to stay.
    static bool IsChosen(ListenedPort port)
    {
        var digits = port.Port.ToString();
        return port.Arguments.Any(argument => argument == digits || argument.EndsWith($":{digits}", StringComparison.Ordinal) || argument.EndsWith($"={digits}", StringComparison.Ordinal) || argument == $"-p{digits}");
    }
}
