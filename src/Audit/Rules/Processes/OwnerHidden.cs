using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class OwnerHidden : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "owner-hidden",
        Title = "A port that no process holds",
        Severity = new(Severity.Medium, Severity.Low),
        Sees = "As root, a TCP listener has no process that holds it in this machine's view.",
        Why = "The kernel itself serves some ports (NFS, WireGuard); a process of another pid namespace may hold one; a program may hide.",
        Fix = "Find the kernel service or the namespace it belongs to.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (!view.Host.SeesAllProcesses || port.Protocol != Model.Addressing.Protocol.Tcp || port.Sockets.Any(static socket => socket.Owner.Processes.Count > 0)) return null;
        var isNfs = port.Port.Number == 2049;
        return new Sighting($"No process is seen that holds {port.Endpoint}")
        {
            Severity = isNfs ? Severity.Info : null,
            Evidence = [new Evidence("process", isNfs ? "likely NFS, which the kernel serves itself" : port.Owner.Reason ?? "every process that can be seen was looked at")],
            Fixes = [new("Look at what is known of it", $"berth explain {port.Port}")],
        };
    }
}
