using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class HttpCorsOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "http-cors-open",
        Title = "A local web service that any page may read",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "An HTTP service answers `Origin: https://probe.invalid` with an Access-Control-Allow-Origin that lets the page read the answer.",
        Why = "Every web page that a person on this machine opens can read what the service says; with credentials allowed, as that person.",
        Fix = "Allow only the origins that need it; never reflect the Origin header.",
        References = ["CVE-2025-24010"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Answers.FirstOrDefault(static answer => answer.Http?.ForeignOrigin.Result == Model.Protocols.AttackResult.Open) is not { } answer) return null;
        var asThePerson = answer.Http!.AllowsCredentials;
        return new Sighting(asThePerson ? "Any web page may read it with the visitor's cookies (CORS)" : "Any web page may read it (CORS)")
        {
            Severity = asThePerson ? Severity.High : null,
            Confidence = Confidence.Proven,
            Evidence = [new Evidence("probe", answer.Http.ForeignOrigin.Evidence)],
            Fixes = [new("Name the origins that may read it; do not answer with `*` or with the Origin that was sent")],
        };
    }
}
