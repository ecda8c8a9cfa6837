using System.ComponentModel;
using System.Diagnostics;

namespace Berth.Actions.Changes;

/// <summary>Runs a system program with fixed arguments, a clean environment and a limit in time. No shell.</summary>
static class ProgramRun
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    public static ChangeResult Run(string program, IReadOnlyList<string> arguments, string? input) => Run(program, arguments, input, out _);

    /// <summary>What it prints; nothing when it fails.</summary>
    public static IReadOnlyList<string> Lines(string program, IReadOnlyList<string> arguments) =>
        Run(program, arguments, null, out var output).IsDone ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    static ChangeResult Run(string program, IReadOnlyList<string> arguments, string? input, out string said)
    {
        said = "";
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (input is not null) process.StandardInput.Write(input);
            process.StandardInput.Close();
            if (!process.WaitForExit(patience))
            {
                process.Kill(entireProcessTree: true);
                return new ChangeResult($"{program} did not end within {patience.TotalSeconds} s and was ended.");
            }
            said = output.GetAwaiter().GetResult();
            if (process.ExitCode == 0) return ChangeResult.Done;
            var why = $"{error.GetAwaiter().GetResult()}{said}".Trim();
            return new ChangeResult($"{program} failed ({process.ExitCode}): {why}", why.Contains("Operation not permitted", StringComparison.Ordinal));
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return new ChangeResult($"{program} could not be run: {error.Message}");
        }
    }
}
