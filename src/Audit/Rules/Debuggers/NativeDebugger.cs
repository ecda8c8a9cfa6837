using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Debuggers;

public sealed class NativeDebugger : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "debug-native",
        Title = "A debugger's server",
        Severity = new(Severity.Critical),
        Sees = "Delve, debugpy, gdbserver or lldb-server listens on a port that others reach: by its command line, or by its answer.",
        Why = "A debugger's server has no login: whoever connects runs any code in the program.",
        Fix = "Start it on loopback: `dlv --listen=127.0.0.1:2345`, `debugpy --listen 127.0.0.1:5678`, `gdbserver 127.0.0.1:1234`.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var answer = port.Speaks("gdbserver", "dap");
        var name = answer?.Product ?? Named(port) ?? (answer is null ? null : "A debugger");
        if (name is null) return null;
        var title = $"{name} takes commands from {port.Audience()}";
        var fix = new Fix("Start it on 127.0.0.1, and reach it through ssh");
        return (answer is not null ? Sighting.Answered(title, answer) : Sighting.Started(title, $"started as {Processes.SecretArgument.Shown(port.Arguments.Take(6))}")) with { Fixes = [fix] };
    }

    static string? Named(ListenedPort port)
    {
        var program = port.Process?.Name;
        if (program is "gdbserver") return "gdbserver";
        if (program is "lldb-server" or "debugserver") return "lldb-server";
        if (program is "dlv" || (program?.StartsWith("dlv", StringComparison.Ordinal) == true && port.Arguments.Contains("--headless"))) return "Delve";
        return port.Arguments.Any(static argument => argument is "debugpy" || argument.EndsWith("/debugpy", StringComparison.Ordinal)) ? "debugpy" : null;
    }
}
