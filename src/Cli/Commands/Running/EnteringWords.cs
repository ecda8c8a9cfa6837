using System.Globalization;
using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// How `berth run` starts the command: it starts itself once more with these words, enters the control group, and becomes the
/// command. So the command is inside before its first instruction.
/// </summary>
static class EnteringWords
{
    const string Mark = "--inside", Leads = "leads", Follows = "follows", Nowhere = "-", Caller = "caller", Same = "same";

    /// <param name="entrance">The file that takes a process into the control group; null: none.</param>
    /// <param name="asCaller">As the user who called sudo, if somebody did.</param>
    public static (string Program, IReadOnlyList<string> Arguments) For(string? entrance, bool ownProcessGroup, bool asCaller, IReadOnlyList<string> command)
    {
        var program = Environment.ProcessPath!;
        // Started as `dotnet berth.dll`: the program is the runtime, and the first word is ours.
        string[] itself = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        var parent = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return (program, [.. itself, "run", Mark, entrance ?? Nowhere, parent, ownProcessGroup ? Leads : Follows, asCaller ? Caller : Same, .. command]);
    }

    public static bool Are(string[] words) => words is ["run", Mark, _, _, Leads or Follows, Caller or Same, _, ..];

    /// <summary>Returns only when the command could not be run.</summary>
    public static int Become(string[] words, CommandContext context)
    {
        if (!OperatingSystem.IsLinux() || !int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var parent)) return ExitCode.BadUsage;
        var (code, problem) = CommandEntry.Become(words[2] == Nowhere ? null : words[2], parent, words[4] == Leads, words[5] == Caller, words[6..]);
        if (problem is not null) context.Say($"berth run: {Sentence.End(problem)}");
        return code;
    }
}
