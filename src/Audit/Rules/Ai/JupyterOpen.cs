using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Ai;

public sealed class JupyterOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "jupyter-open",
        Title = "Jupyter without a token",
        Severity = new(Severity.Critical, Severity.Medium),
        Sees = "/api/status answers 200 without a token, or the command line sets an empty token.",
        Why = "A notebook server runs whatever code it is sent.",
        Fix = "Leave the token on; `--ip=127.0.0.1`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var fix = new Fix("Start it on loopback with its token", $"jupyter lab --ip=127.0.0.1 --port={port.Port}");
        if (port.Speaks("jupyter") is { Authentication: Model.Protocols.Authentication.None } answer)
            return Sighting.Answered($"Jupyter runs code for {port.Audience()} without a token", answer) with { Fixes = [fix] };
        if (port.Framework != "jupyter" || port.Arguments.FirstOrDefault(IsEmptyToken) is not { } argument) return null;
        return Sighting.Started($"Jupyter likely runs code for {port.Audience()} without a token", $"started with {argument}") with { Fixes = [fix] };
    }

    static bool IsEmptyToken(string argument) =>
        argument.Contains("token=", StringComparison.Ordinal) && argument[(argument.IndexOf("token=", StringComparison.Ordinal) + 6)..].Trim('\'', '"').Length == 0;
}
