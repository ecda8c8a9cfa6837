using System.Runtime.Versioning;
using Berth.Linux.Programs;

namespace Berth.Actions.Changes;

/// <summary>Runs the program of a step, and says how it went as a change does.</summary>
[SupportedOSPlatform("linux")]
static class ProgramRun
{
    static readonly SystemProgram programs = new(patience: TimeSpan.FromSeconds(20));

    public static ChangeResult Run(string program, IReadOnlyList<string> arguments, string? input) => programs.RunToEnd(program, arguments, input) switch
    {
        { IsDone: true } => ChangeResult.Done,
        var failed => new ChangeResult($"{failed.Problem}.", failed.Said.Contains("Operation not permitted", StringComparison.Ordinal)),
    };

    /// <summary>What it prints; nothing when it fails.</summary>
    public static IReadOnlyList<string> Lines(string program, IReadOnlyList<string> arguments) =>
        programs.RunToEnd(program, arguments).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
