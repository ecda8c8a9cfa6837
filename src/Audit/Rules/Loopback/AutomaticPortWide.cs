using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Loopback;

public sealed class AutomaticPortWide : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "autobind",
        Title = "An automatic port open to others",
        Severity = new(Severity.Medium),
        Sees = "A TCP listener beyond loopback on a port out of the range that the system hands out, and not on the command line.",
        Why = "Nobody chose the number: a forgotten bind, listen() without bind, or something that does not want to be found.",
        Fix = "Bind it to a chosen port, on 127.0.0.1.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Protocol != Model.Addressing.Protocol.Tcp || port.Container is not null) return null;
        if (view.Host.EphemeralPorts.Value is not { } range || !range.Contains(port.Port)) return null;
        var digits = port.Port.ToString();
        if (port.Arguments.Any(argument => argument.Contains(digits, StringComparison.Ordinal))) return null;
        return new Sighting($"{port.Subject} listens for {port.Audience()} on a port that nobody chose")
        {
            Confidence = Confidence.Likely,
            Evidence = [new Evidence("config", $"{port.Port} lies in net.ipv4.ip_local_port_range ({range})")],
            Fixes = [new("Look at what it is", $"berth explain {port.Port}"), new("Give it a port of its own, on 127.0.0.1")],
        };
    }
}
