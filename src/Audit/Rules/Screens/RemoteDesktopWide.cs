using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Screens;

public sealed class RemoteDesktopWide : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "rdp-wide",
        Title = "Remote desktop reached from outside",
        Severity = new(Severity.High),
        Sees = "A server answers the remote desktop protocol, or xrdp or gnome-remote-desktop listens, on a port that others reach.",
        Why = "Passwords can be tried from outside, and its weaknesses have been worms' ways in.",
        Fix = "Listen on loopback and reach it through ssh or a VPN.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var fix = new Fix("Set `port=tcp://127.0.0.1:3389` in /etc/xrdp/xrdp.ini, then restart xrdp");
        if (port.Speaks("rdp") is { } answer)
            return Sighting.Answered($"Remote desktop is open to {port.Audience()}", answer) with { Fixes = [fix] };
        if (port.Process?.Name is not { } name || (name != "xrdp" && !name.StartsWith("gnome-remote-de", StringComparison.Ordinal))) return null;
        return Sighting.Started($"Remote desktop is open to {port.Audience()}", $"{port.Process.Name} listens on {port.Endpoint}") with { Fixes = [fix] };
    }
}
