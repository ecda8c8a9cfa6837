using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Loopback;

public sealed class LowPortsFree : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "low-ports-free",
        Title = "Every user may take the low ports",
        Severity = new(Severity.Low, Severity.Low),
        Sees = "net.ipv4.ip_unprivileged_port_start is below 1024.",
        Why = "Any user may stand in for the web server or mail server of this machine while it is down.",
        Fix = "`sysctl -w net.ipv4.ip_unprivileged_port_start=1024`, and give single programs CAP_NET_BIND_SERVICE.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        const string setting = "net.ipv4.ip_unprivileged_port_start";
        if (view.Host.FirstUnprivilegedPort >= 1024) yield break;
        yield return Info.About("kernel settings", $"Ports from {view.Host.FirstUnprivilegedPort} on may be taken by every user") with
        {
            Evidence = [new Evidence("config", $"{setting} is {view.Host.FirstUnprivilegedPort}")],
            Fixes = [Remedies.Sysctl(setting, "1024", view.Host.FirstUnprivilegedPort.ToString(), "Keep the low ports for root", "rootless containers that publish port 80 need it")],
        };
    }
}
