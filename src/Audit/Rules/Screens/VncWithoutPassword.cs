using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Screens;

public sealed class VncWithoutPassword : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "vnc-none",
        Title = "A screen shared without a password",
        Severity = new(Severity.Critical, Severity.Low),
        Sees = "A VNC server offers the security type None.",
        Why = "Whoever connects sees the screen and types.",
        Fix = "Set a password, listen on localhost only, and reach it through ssh.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("vnc") is not { Authentication: Model.Protocols.Authentication.None } answer) return null;
        return Sighting.Answered($"A VNC server shows the screen to {port.Audience()} without a password", answer) with { Fixes = [new("Start it on loopback with a password", $"x11vnc -localhost -usepw -rfbport {port.Port}")] };
    }
}
