using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class AdminPageOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "admin-ui-open",
        Title = "An administration page that others reach",
        Severity = new(Severity.High),
        Sees = "Adminer, mongo-express, pgAdmin, phpMyAdmin, Portainer, Traefik's or Caddy's own administration answers on a port that others reach.",
        Why = "These pages change databases, containers and routes; some have no login until somebody sets one.",
        Fix = "Bind it to loopback or a unix socket, and reach it through ssh.",
        References = ["https://github.com/caddyserver/caddy/issues/5317"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var answer = port.Speaks("caddy-admin", "traefik-api")
            ?? port.Is("Adminer", "mongo-express", "pgAdmin", "phpMyAdmin", "Portainer", "Traefik", "Redis Commander", "Nginx Proxy Manager", "Kibana", "Grafana", "Flower", "MCP Inspector");
        if (answer is null) return null;
        return Sighting.Answered($"{answer.Product} is open to {port.Audience()}", answer) with
        {
            Severity = answer.Authentication == Model.Protocols.Authentication.Required ? Severity.Medium : null,
            Fixes = [new("Publish it on 127.0.0.1 only; reach it from elsewhere through ssh", $"ssh -L {port.Port}:127.0.0.1:{port.Port} {{host}}")],
        };
    }
}
