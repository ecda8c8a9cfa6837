using System.Runtime.Versioning;
using Berth.Linux.Programs;
using Berth.Model.Processes;

namespace Berth.Actions.Services;

/// <summary>Stops a unit through its own manager: a process killed behind the manager's back would come back.</summary>
/// <param name="program">A program of the system by its name, or an absolute path.</param>
[SupportedOSPlatform("linux")]
public sealed class UnitStopper(string program = "systemctl")
{
    /// <param name="userId">The user that Berth runs as: another user's manager is reached by root only.</param>
    public UnitResult Stop(ServiceUnit unit, uint userId, TimeSpan limit)
    {
        // systemctl --user finds the manager's socket by it (file-hierarchy(7)).
        var variables = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = $"/run/user/{userId}" };
        var output = new SystemProgram(limit, variables).RunToEnd(program, Arguments(unit, userId));
        return output.End switch
        {
            ProgramEnd.Done => new UnitResult(UnitOutcome.Stopped, null),
            ProgramEnd.Failed => Failed(output.Said),
            ProgramEnd.Ended => new UnitResult(UnitOutcome.TimedOut, output.Problem),
            _ => new UnitResult(UnitOutcome.NoManager, output.Problem),
        };
    }

    internal static IReadOnlyList<string> Arguments(ServiceUnit unit, uint userId) => unit.ManagerUserId switch
    {
        null => ["stop", "--", unit.Name],
        { } owner when owner == userId => ["--user", "stop", "--", unit.Name],
        // systemctl(1), --machine: "user@.host" is that user's manager on this machine.
        { } owner => ["--user", $"--machine={owner}@.host", "stop", "--", unit.Name],
    };

    // polkit's and systemd's own words for a refusal; their exit codes do not tell it apart (systemctl(1), "EXIT STATUS").
    static UnitResult Failed(string said)
    {
        var denied = said.Contains("authentication required", StringComparison.OrdinalIgnoreCase)
            || said.Contains("Access denied", StringComparison.OrdinalIgnoreCase)
            || said.Contains("Permission denied", StringComparison.OrdinalIgnoreCase);
        return new UnitResult(denied ? UnitOutcome.NoRight : UnitOutcome.Failed, said);
    }
}
