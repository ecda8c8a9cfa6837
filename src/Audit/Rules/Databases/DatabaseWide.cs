using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class DatabaseWide : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "db-wide",
        Title = "A database that others can connect to",
        Severity = new(Severity.High),
        Sees = "A listener beyond loopback that answers as PostgreSQL, MySQL, MariaDB, MongoDB, SQL Server, Redis or Elasticsearch.",
        Why = "Whoever reaches the port can try passwords and the server's own weaknesses; a developer's database rarely has a good password.",
        Fix = "Let it listen on loopback only: `listen_addresses = 'localhost'` (PostgreSQL), `bind-address = 127.0.0.1` (MySQL, MariaDB), `net.bindIp: 127.0.0.1` (MongoDB), `bind 127.0.0.1 -::1` (Redis), `network.host: 127.0.0.1` (Elasticsearch).",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("postgresql", "mysql", "mongodb", "mssql", "redis", "elasticsearch") is not { } answer || HasWorse(answer) || IsGuarded(answer)) return null;
        return Sighting.Answered($"{answer.Product ?? answer.Protocol} can be reached by {port.Audience()}", answer) with { Fixes = [Local(answer.Details.GetValueOrDefault("api") ?? answer.Protocol!, port.Port)] };
    }

    // Protected mode lets this machine alone in while there is no password: nobody from elsewhere reaches more than a refusal.
    static bool IsGuarded(Model.Protocols.ProtocolFacts answer) =>
        answer.Protocol == "redis" && answer.Authentication != Model.Protocols.Authentication.Required && answer.Details.GetValueOrDefault("protected-mode") == "yes";

    // Open without a login is what pg-trust, redis-noauth, mongo-noauth and es-open say.
    static bool HasWorse(Model.Protocols.ProtocolFacts answer) => answer.Authentication == Model.Protocols.Authentication.None && answer.Details.GetValueOrDefault("protected-mode") != "yes";

    static Fix Local(string protocol, Model.Addressing.Port port) => protocol switch
    {
        "postgresql" => new("Listen on loopback only, then restart PostgreSQL", $"psql -p {port} -c \"ALTER SYSTEM SET listen_addresses = 'localhost'\"", $"psql -p {port} -c 'ALTER SYSTEM RESET listen_addresses'"),
        "mysql" => new("Set `bind-address = 127.0.0.1` below [mysqld], then restart"),
        "mongodb" => new("Set `net.bindIp: 127.0.0.1` in mongod.conf, then restart"),
        "redis" => new("Set `bind 127.0.0.1 -::1` in redis.conf, then restart"),
        "elasticsearch" => new("Set `network.host: 127.0.0.1` in elasticsearch.yml, then restart"),
        _ => new("Let it listen on 127.0.0.1 only"),
    };
}
