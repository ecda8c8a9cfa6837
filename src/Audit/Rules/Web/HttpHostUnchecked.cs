using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class HttpHostUnchecked : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "http-no-host-check",
        Title = "A local web service that answers to any name",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "An HTTP service serves a request for `Host: rebind-probe.invalid` as it serves one for localhost.",
        Why = "A web page can point a name of its own at 127.0.0.1 (DNS rebinding) and then read this service in the visitor's browser.",
        Fix = "Allow only the names it is meant for: `server.allowedHosts` (Vite), `config.hosts` (Rails), `AllowedHosts` (ASP.NET, Django), `server_name` with a default server that refuses (nginx).",
        References = ["https://github.com/rails/rails/pull/33145"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Answers.FirstOrDefault(static answer => answer.Http?.ForeignHost.Result == Model.Protocols.AttackResult.Open) is not { } answer) return null;
        // With a certificate that does not fit, a browser stops before it asks.
        if (answer.IsTls || port.Speaks("mcp") is not null) return null;
        return new Sighting("It answers to any host name, so a web page can read it (DNS rebinding)")
        {
            Confidence = Confidence.Proven,
            Evidence = [new Evidence("probe", answer.Http!.ForeignHost.Evidence)],
            Fixes = [new(HostChecks.Advice(port))],
        };
    }
}
