using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Debuggers;

public sealed class NodeInspector : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "debug-node",
        Title = "Node's inspector",
        Severity = new(Severity.Critical, Severity.Low),
        Sees = "The port answers /json/list as Node's inspector, or the command line has `--inspect`.",
        Why = "The inspector has no login: whoever connects runs any code in the program. On loopback, a web page could reach older Node versions by DNS rebinding.",
        Fix = "`--inspect=127.0.0.1:9229`, and no inspector where none is needed.",
        References = ["CVE-2018-7160", "CVE-2021-22884", "CVE-2022-32212", "CVE-2022-43548"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var fix = port.IsWide ? new Fix("Start it with the inspector on loopback", $"node --inspect=127.0.0.1:{port.Port}") : new Fix("Start it without --inspect when nobody debugs, and keep Node up to date");
        if (port.Speaks("node-inspector") is { } answer)
            return Sighting.Answered($"{answer.Product} takes commands from {port.Audience()}", answer) with { Fixes = [fix] };
        if (!port.IsWide || port.Arguments.FirstOrDefault(argument => IsInspector(argument, port)) is not { } started) return null;
        return Sighting.Started($"Node's inspector likely takes commands from {port.Audience()}", $"started with {started}") with { Fixes = [fix] };
    }

    static bool IsInspector(string argument, ListenedPort port)
    {
        if (!argument.StartsWith("--inspect", StringComparison.Ordinal)) return false;
        var at = argument.LastIndexOfAny([':', '=']);
        return at >= 0 && int.TryParse(argument.AsSpan(at + 1), out var number) ? number == port.Port.Number : port.Port.Number == 9229;
    }
}
