using Berth.Model.Addressing;
using Berth.Model.Processes;

namespace Berth.Probes.Asking;

/// <summary>
/// Programs that a mere connection changes: they serve one client and end, or stop what they debug. They are never asked.
/// </summary>
static class OneShot
{
    /// <summary>A clause that says why; null for every other program.</summary>
    public static string? Reason(ProcessFacts process, Port port)
    {
        IReadOnlyList<string> arguments = process.Arguments.Value ?? [];
        return ProgramOf(process, arguments) switch
        {
            // service/rpccommon/server.go: without it the debugger and what it debugs end with the first client.
            "dlv" when !arguments.Any(static one => one.StartsWith("--accept-multiclient", StringComparison.Ordinal)) => OneClient,
            "lldb-server" or "debugserver" or "rr" => OneClient,
            "gdbserver" when arguments.Contains("--once") => OneClient,
            "nc" or "ncat" or "netcat" or "nc.openbsd" or "nc.traditional" => OneClient,
            "socat" when !arguments.Any(static one => one.Contains("fork", StringComparison.Ordinal)) => OneClient,
            "iperf" or "iperf3" => OneClient,
            // A client of the gdb stub stops the machine (gdbstub, CHR_EVENT_OPENED).
            { } program when program.StartsWith("qemu-", StringComparison.Ordinal) && IsGdbStub(arguments, port) => "a client of its debugger stops it",
            // A debugger that goes away lets a suspended program run.
            _ when IsSuspendedJava(arguments, port) => "a client of its debugger may start it",
            _ => null,
        };
    }

    const string OneClient = "it serves one client and ends";

    static string ProgramOf(ProcessFacts process, IReadOnlyList<string> arguments)
    {
        var path = process.Executable.Value ?? (arguments.Count > 0 ? arguments[0] : process.Name);
        if (path.EndsWith(" (deleted)", StringComparison.Ordinal)) path = path[..^" (deleted)".Length];
        return Path.GetFileName(path) is { Length: > 0 } name ? name : process.Name;
    }

    static bool IsGdbStub(IReadOnlyList<string> arguments, Port port)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "-s" && port.Number == 1234) return true;
            if (arguments[i] is "-gdb" or "-g" && i + 1 < arguments.Count && arguments[i + 1].Contains(port.ToString(), StringComparison.Ordinal)) return true;
        }
        return false;
    }

    // suspend=y is the agent's default.
    static bool IsSuspendedJava(IReadOnlyList<string> arguments, Port port)
    {
        foreach (var one in arguments)
            if (one.Contains("jdwp", StringComparison.Ordinal) && one.Contains(port.ToString(), StringComparison.Ordinal) && !one.Contains("suspend=n", StringComparison.Ordinal)) return true;
        return false;
    }
}
