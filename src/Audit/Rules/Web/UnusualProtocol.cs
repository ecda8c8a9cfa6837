using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Ports;

namespace Berth.Audit.Rules.Web;

public sealed class UnusualProtocol : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "port-unusual",
        Title = "A port that speaks something unusual",
        Severity = new(Severity.Low, Severity.Info),
        Sees = "What a listener answers is not what its port number is known for: HTTP on 22, a database on 80.",
        Why = "Somebody may hide a service behind a harmless number, or two settings were mixed up; filters and tools that go by numbers treat it wrongly.",
        Fix = "Move the service to its usual port, or note why it is there by accepting the finding.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        foreach (var answer in port.Answers)
            if (Spoken(answer) is { } spoken && UsualProtocols.IsUnusual(port.Port, spoken))
                return Sighting.Answered($"It speaks {spoken} on the port of {UsualProtocols.Of(port.Port)[0]}", answer) with { Fixes = [new("Check that the service is the one you expect", $"berth explain {port.Port}")] };
        return null;
    }

    static string? Spoken(Model.Protocols.ProtocolFacts answer) => answer is { Protocol: "http", IsTls: true } ? "https" : answer.Protocol;
}
