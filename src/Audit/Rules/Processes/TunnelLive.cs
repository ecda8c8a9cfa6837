using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class TunnelLive : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "tunnel-live",
        Title = "A tunnel from the internet to this machine",
        Severity = new(Severity.High, Severity.High),
        Sees = "ngrok, cloudflared, tailscale funnel, devtunnel, bore, localtunnel or `ssh -R` runs.",
        Why = "A local port is on the internet, past every firewall.",
        Fix = "End the tunnel when it is not needed; ask for a login at its outer end.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var process in view.Snapshot.Processes.Values.OrderBy(static process => process.Pid))
        {
            if (Tunnels.Of(process) is not { } tunnel) continue;
            var subject = Subjects.Of(process);
            yield return Info.About(subject, tunnel.Target is { } target ? $"{tunnel.Name} leads to {target} from outside" : $"{tunnel.Name} is up") with
            {
                Pid = process.Pid,
                Key = tunnel.Target,
                Evidence = [new Evidence("process", $"{process.Name} (pid {process.Pid}) was started as a tunnel")],
                Fixes = [new("End it", $"kill {process.Pid}")],
            };
        }
    }
}
