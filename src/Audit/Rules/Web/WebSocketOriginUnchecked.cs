using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class WebSocketOriginUnchecked : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "ws-no-origin-check",
        Title = "A local WebSocket that any page may open",
        Severity = new(Severity.High, Severity.High),
        Sees = "A WebSocket handshake with `Origin: https://probe.invalid` is accepted (101).",
        Why = "Browsers let every page open WebSockets to this machine: only the server can refuse. Source code and commands have leaked this way.",
        Fix = "Compare the Origin header with the names the service is meant for, and refuse others.",
        References = ["CVE-2018-14732", "CVE-2025-30360"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Answers.FirstOrDefault(static answer => answer.Http?.ForeignWebSocket.Result == Model.Protocols.AttackResult.Open) is not { } answer) return null;
        return new Sighting("Any web page may open a WebSocket to it")
        {
            Confidence = Confidence.Proven,
            Evidence = [new Evidence("probe", answer.Http!.ForeignWebSocket.Evidence)],
            Fixes = [new("Refuse handshakes whose Origin is not the service's own; update the development server")],
        };
    }
}
