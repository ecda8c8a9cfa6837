using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Web;

public sealed class ProxyOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "proxy-open",
        Title = "A proxy that anyone may use",
        Severity = new(Severity.High),
        Sees = "A CONNECT or SOCKS5 request without a login is accepted on a port that others reach.",
        Why = "Others reach through it what only this machine may reach: the services on its loopback and its private network.",
        Fix = "Bind it to loopback, or require a login.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var answer = port.Answers.FirstOrDefault(static answer => answer.Details.TryGetValue("open-proxy", out var open) && open == "yes")
            ?? (port.Speaks("socks5") is { Authentication: Model.Protocols.Authentication.None } socks ? socks : null);
        if (answer is null) return null;
        return Sighting.Answered($"A proxy carries connections for {port.Audience()} without a login", answer) with { Fixes = [new("Let it listen on 127.0.0.1, or require a login")] };
    }
}
