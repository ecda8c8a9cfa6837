using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Databases;

public sealed class ElasticsearchOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "es-open",
        Title = "Elasticsearch without a login",
        Severity = new(Severity.Critical, Severity.Low),
        Sees = "GET / answers 200 with a cluster name.",
        Why = "All indices can be read, changed and deleted by whoever connects.",
        Fix = "`network.host: 127.0.0.1` and `xpack.security.enabled: true` in elasticsearch.yml.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("elasticsearch") is not { Authentication: Model.Protocols.Authentication.None } answer) return null;
        return Sighting.Answered($"{answer.Product ?? "Elasticsearch"} serves {port.Audience()} without a login", answer) with
        {
            Fixes = [new("Set `network.host: 127.0.0.1` and `xpack.security.enabled: true` in elasticsearch.yml, then restart")],
        };
    }
}
