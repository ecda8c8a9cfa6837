using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerApiOverTcp : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "docker-api-tcp",
        Title = "Docker's API over TCP",
        Severity = new(Severity.Critical, Severity.High),
        Sees = "A port answers GET /_ping as the Docker API, or dockerd was started with `-H tcp://`.",
        Why = "Whoever may start containers is root on this machine: it mounts / and runs what it likes.",
        Fix = "Remove the tcp host from daemon.json or dockerd's command line; use `docker -H ssh://host`.",
        References = ["CVE-2025-9074"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("docker") is { Authentication: not Model.Protocols.Authentication.Required } answer)
            return Sighting.Answered($"Docker's API makes {port.Audience()} root on this machine", answer) with { Fixes = [fix] };
        if (port.Process?.Name != "dockerd" || !port.Arguments.Any(argument => argument.Contains("tcp://", StringComparison.Ordinal) && argument.EndsWith($":{port.Port}", StringComparison.Ordinal))) return null;
        if (port.Arguments.Any(static argument => argument.StartsWith("--tlsverify", StringComparison.Ordinal))) return null;
        return Sighting.Started($"Docker's API likely makes {port.Audience()} root on this machine", $"started with {Processes.SecretArgument.Shown(port.Arguments)}") with { Fixes = [fix] };
    }

    static readonly Fix fix = new("Take the tcp:// host out of /etc/docker/daemon.json (hosts) and of dockerd's command line, then restart Docker", "systemctl restart docker", NeedsRoot: true);
}
