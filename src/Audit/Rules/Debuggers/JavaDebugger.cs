using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Debuggers;

public sealed class JavaDebugger : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "debug-jdwp",
        Title = "A Java debugger's port",
        Severity = new(Severity.Critical, Severity.Low),
        Sees = "The port answers the JDWP handshake, or the command line has `jdwp=...address=*:`.",
        Why = "JDWP has no login: whoever connects runs any code in the program.",
        Fix = "`-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:5005`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var fix = !port.IsWide ? new Fix("Start it without the debugger when nobody debugs") : new Fix("Start it with the debugger on loopback", $"-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:{port.Port}");
        if (port.Speaks("jdwp") is { } answer)
            return Sighting.Answered($"A Java debugger takes commands from {port.Audience()}", answer) with { Fixes = [fix] };
        if (port.Arguments.FirstOrDefault(IsDebugger) is not { } argument || !argument.EndsWith($":{port.Port}", StringComparison.Ordinal)) return null;
        return Sighting.Started($"A Java debugger likely takes commands from {port.Audience()}", $"started with {argument}") with { Fixes = [fix] };
    }

    static bool IsDebugger(string argument) =>
        (argument.StartsWith("-agentlib:jdwp", StringComparison.Ordinal) || argument.StartsWith("-Xrunjdwp", StringComparison.Ordinal)) && argument.Contains("address=", StringComparison.Ordinal);
}
