using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Screens;

public sealed class X11OverNetwork : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "x11-tcp",
        Title = "An X server on the network",
        Severity = new(Severity.High),
        Sees = "An X server answers on TCP 6000 to 6063.",
        Why = "What is typed and shown can be read by whoever is let in, and X's own access lists are weak.",
        Fix = "Start it with `-nolisten tcp`; use `ssh -X`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("x11") is { } answer)
            return Sighting.Answered($"An X server listens to {port.Audience()}", answer) with { Fixes = [new("Start the X server with `-nolisten tcp`")] };
        if (port.Process?.Name is not ("Xorg" or "Xvfb" or "Xtigervnc" or "Xvnc" or "Xwayland") || port.Port.Number is < 6000 or > 6063) return null;
        return Sighting.Started($"An X server listens to {port.Audience()}", $"{port.Process.Name} listens on {port.Endpoint}") with { Fixes = [new("Start the X server with `-nolisten tcp`")] };
    }
}
