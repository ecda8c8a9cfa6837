using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Ai;

public sealed class McpUnguarded : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "mcp-unguarded",
        Title = "An MCP server that any web page can call",
        Severity = new(Severity.Critical, Severity.Critical),
        Sees = "An MCP server takes `initialize` in a request that names a foreign Host.",
        Why = "Any page open in a browser can reach it by DNS rebinding, list its tools and call them, on loopback too.",
        Fix = "Update its SDK, switch its DNS rebinding protection on, and allow the hosts localhost and 127.0.0.1 only.",
        References = ["CVE-2025-49596", "CVE-2025-66414", "CVE-2025-66416"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("mcp") is not { Http.ForeignHost: { Result: Model.Protocols.AttackResult.Open } attack } answer) return null;
        return Sighting.Answered("An MCP server takes calls from any web page", answer) with
        {
            Evidence = [new Evidence("probe", attack.Evidence)],
            Fixes = [new("Update the server's MCP SDK and switch on its DNS rebinding protection (allowed hosts: localhost, 127.0.0.1)")],
        };
    }
}
