using System.Runtime.Versioning;
using Berth.Actions.Changes;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Auditing.Fixing;

/// <summary>`berth audit --undo`: takes back what --fix changed.</summary>
[SupportedOSPlatform("linux")]
static class UndoRun
{
    public static int Run(string name, ChangeBook book, CommandContext context)
    {
        if (name == "list")
        {
            foreach (var change in book.All) context.Out.Line(Escape.ForTerminal($"{change.Name}  {JsonText.Time(change.MadeAt)}  {change.Title}"));
            return ExitCode.Done;
        }
        if (book.Find(name) is not { } found)
        {
            context.Say(Escape.ForTerminal($"There is nothing to take back for {name}. `berth audit --undo list` shows what there is."));
            return ExitCode.NothingThere;
        }
        var result = book.Undo(found);
        context.Say(Escape.ForTerminal(result.IsDone ? $"Taken back: {found.Title}." : $"Not all could be taken back: {result.Problem}"));
        return result.IsDone ? ExitCode.Done : result.LackedRight ? ExitCode.NoRight : ExitCode.Failed;
    }
}
