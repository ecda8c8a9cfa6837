using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class RootListener : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "root-listener",
        Title = "A server that runs as root",
        Severity = new(Severity.Medium),
        Sees = "A process of root listens on a port that others reach, and is not one that has to (sshd, systemd, container engines).",
        Why = "A weakness in it gives the whole machine away.",
        Fix = "Give it a user of its own: `User=` and, for ports below 1024, `AmbientCapabilities=CAP_NET_BIND_SERVICE`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Process is not { UserId: 0 } process || NeedsRoot(process.Name) || port.Container is not null) return null;
        if (port.Owner.How == Model.Knowledge.How.Inferred || port.Owner.Processes.Any(static worker => worker.UserId != 0)) return null;
        return new Sighting($"{process.Name} listens to {port.Audience()} as root")
        {
            Evidence = [new Evidence("process", $"pid {process.Pid} runs as user 0")],
            Fixes = [port.Unit is { } unit
                ? new("Give it a user and only the right that it needs", $"systemctl edit {unit.Name}   # [Service] User=... AmbientCapabilities=CAP_NET_BIND_SERVICE", $"systemctl revert {unit.Name}", NeedsRoot: true)
                : new("Start it as a user of its own")],
        };
    }

    static bool NeedsRoot(string name) => name is "sshd" or "systemd" or "dockerd" or "docker-proxy" or "containerd" or "podman" or "conmon" or "rootlessport"
        or "tailscaled" or "dhclient" or "dhcpcd" or "NetworkManager" or "systemd-network" or "cupsd" or "rpcbind" or "init";
}
