using System.ComponentModel;
using System.Diagnostics;
using Berth.Model;

namespace Berth.Actions.Services;

/// <summary>Stops a unit through its own manager: a process killed behind the manager's back would come back.</summary>
public sealed class UnitStopper(string program = "systemctl")
{
    /// <param name="userId">The user that Berth runs as: another user's manager is reached by root only.</param>
    public UnitResult Stop(ServiceUnit unit, uint userId, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in Arguments(unit, userId)) start.ArgumentList.Add(argument);

        using var child = new Process { StartInfo = start };
        try
        {
            child.Start();
        }
        catch (Win32Exception e)
        {
            return new UnitResult(UnitOutcome.NoManager, $"{program} cannot be run: {e.Message}");
        }
        child.StandardInput.Close();
        var said = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(limit))
        {
            child.Kill();
            return new UnitResult(UnitOutcome.TimedOut, $"{program} did not finish within {limit.TotalSeconds:0} s");
        }
        Task.WaitAll(said, output);
        return child.ExitCode == 0 ? new UnitResult(UnitOutcome.Stopped, null) : Failed(said.Result.Trim(), child.ExitCode);
    }

    internal static IReadOnlyList<string> Arguments(ServiceUnit unit, uint userId) => unit.ManagerUserId switch
    {
        null => ["stop", "--", unit.Name],
        { } owner when owner == userId => ["--user", "stop", "--", unit.Name],
        // systemctl(1), --machine: "user@.host" is that user's manager on this machine.
        { } owner => ["--user", $"--machine={owner}@.host", "stop", "--", unit.Name],
    };

    // polkit's and systemd's own words for a refusal; their exit codes do not tell it apart (systemctl(1), "EXIT STATUS").
    static UnitResult Failed(string said, int code)
    {
        var denied = said.Contains("authentication required", StringComparison.OrdinalIgnoreCase)
            || said.Contains("Access denied", StringComparison.OrdinalIgnoreCase)
            || said.Contains("Permission denied", StringComparison.OrdinalIgnoreCase);
        return new UnitResult(denied ? UnitOutcome.NoRight : UnitOutcome.Failed, said.Length > 0 ? said : $"exit code {code}");
    }
}
