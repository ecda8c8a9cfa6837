using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class MongoWithoutLogin : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "mongo-noauth",
        Title = "MongoDB without a login",
        Severity = new(Severity.Critical),
        Sees = "MongoDB lists its databases to a client that did not log in.",
        Why = "Whoever connects reads, changes and deletes everything; such servers are found and held to ransom within hours.",
        Fix = "`security.authorization: enabled` and `net.bindIp: 127.0.0.1` in mongod.conf.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("mongodb") is not { Authentication: Model.Protocols.Authentication.None } answer) return null;
        return Sighting.Answered($"MongoDB serves {port.Audience()} without a login", answer) with
        {
            Fixes = [new("Set `security.authorization: enabled` and `net.bindIp: 127.0.0.1` in mongod.conf, then restart", port.Restart)],
        };
    }
}
