using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class RedisWithoutPassword : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "redis-noauth",
        Title = "Redis without a password",
        Severity = new(Severity.Critical),
        Sees = "Redis answers PING without a password, is reached from outside, and its protected mode is off or not known.",
        Why = "Whoever connects reads and writes all data, and can write files or load modules: that is code execution as the server's user.",
        Fix = "`bind 127.0.0.1 -::1` and `requirepass` (or ACLs) in redis.conf; leave protected-mode on.",
        References = ["https://redis.io/docs/latest/operate/oss_and_stack/management/security/"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("redis") is not { Authentication: Model.Protocols.Authentication.None } answer) return null;
        // Protected mode refuses everyone but loopback while the default user has no password (redis.conf, "protected-mode").
        if (answer.Details.TryGetValue("protected-mode", out var mode) && mode == "yes") return null;
        var client = $"redis-cli{(answer.IsTls ? " --tls --insecure" : "")} -h {port.Host} -p {port.Port}";
        return Sighting.Answered($"Redis serves {port.Audience()} without a password", answer) with
        {
            Fixes =
            [
                new("Let protected mode refuse everyone but this machine, at once", $"{client} config set protected-mode yes", $"{client} config set protected-mode no"),
                new("Set `bind 127.0.0.1 -::1` and `requirepass` in redis.conf, then restart"),
            ],
        };
    }
}
