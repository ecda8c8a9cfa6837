using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class SshForwardWide : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ssh-fwd-wide",
        Title = "An ssh forwarding open to others",
        Severity = new(Severity.Medium),
        Sees = "ssh itself listens beyond loopback: `-L *:...`, `-g`, or GatewayPorts.",
        Why = "Others use the tunnel as if they were you.",
        Fix = "`-L 127.0.0.1:PORT:host:PORT`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (!IsForwarding(port)) return null;
        return new Sighting($"An ssh tunnel is open to {port.Audience()}")
        {
            Evidence = [new Evidence("process", $"{port.Process!.Name} (pid {port.Process.Pid}) listens on {port.Endpoint}")],
            Fixes = [new("Bind the forwarding to loopback", $"ssh -L 127.0.0.1:{port.Port}:...")],
        };
    }

    // A client with -L, or the server's process of a session ("sshd: user@pts/0") with -R.
    static bool IsForwarding(ListenedPort port) => port.Process?.Name == "ssh"
        || (port.Process?.Name is "sshd" or "sshd-session" && port.Arguments is [var title, ..] && title.Contains('@', StringComparison.Ordinal));
}
