using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class KubeletOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "kubelet-open",
        Title = "A kubelet that takes anyone",
        Severity = new(Severity.Critical),
        Sees = "A kubelet answers /pods without credentials (10250), or its read-only port (10255) is open.",
        Why = "Its API runs commands in every pod of the machine.",
        Fix = "`--anonymous-auth=false`, `--authorization-mode=Webhook`, `readOnlyPort: 0`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("kubelet") is { Authentication: Model.Protocols.Authentication.None } answer)
            return Sighting.Answered($"The kubelet serves {port.Audience()} without credentials", answer) with { Fixes = [fix] };
        if (port.Port.Number != 10255 || port.Process?.Name != "kubelet") return null;
        return Sighting.Started($"The kubelet's read-only port is open to {port.Audience()}", "kubelet listens on 10255") with { Fixes = [fix] };
    }

    static readonly Fix fix = new("Set `authentication.anonymous.enabled: false` and `readOnlyPort: 0` in the kubelet's configuration, then restart it");
}
