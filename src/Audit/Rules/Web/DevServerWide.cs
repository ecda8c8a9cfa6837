using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class DevServerWide : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "dev-wide",
        Title = "A development server that others reach",
        Severity = new(Severity.Medium),
        Sees = "A listener beyond loopback whose command line is a development server: Vite, webpack, Next, Rails, Django, Flask, http.server...",
        Why = "Development servers show source code, stack traces and sometimes any file; they are not made for strangers. Several Vite versions served any file of the disk when started with `--host`.",
        Fix = "Start it without `--host`, or with `--host 127.0.0.1`.",
        References = ["CVE-2025-30208"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Framework is not { } name || !DevelopmentServers.Has(name)) return null;
        return Sighting.Started($"The development server {name} is open to {port.Audience()}", $"{port.Process!.Name} (pid {port.Process.Pid}) runs {name}") with
        {
            Confidence = Confidence.Certain,
            Fixes = [new(DevelopmentServers.OnLoopback(name))],
        };
    }
}
