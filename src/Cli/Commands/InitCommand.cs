using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Setup;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Projects.Import;
using Berth.Projects.Yaml;
using Berth.Workbench.Looking;

namespace Berth.Cli.Commands;

/// <summary>`berth init`: a berth.yaml made of what the folder has.</summary>
static class InitCommand
{
    const string Examples = """
        Examples:
          berth init                writes berth.yaml, and says what it was made of
          berth init --print        only shows it
          berth init --force        also over a berth.yaml that is there

        Looked at, in this order: process-compose.yaml, Procfile.dev, Procfile, portless.json; else the scripts of package.json (workspaces
        too) and launchSettings.json; else what listens now and runs in this folder. Containers of a compose file are named in a comment.
        Nothing is run. Ends with 3 when nothing is found, with 4 when there is a berth.yaml already.
        """;

    public static Command Create(CommandContext context)
    {
        var print = new Option<bool>("--print") { Description = "Show the file, and write nothing" };
        var force = new Option<bool>("--force") { Description = "Write over a berth.yaml that is there" };
        var command = new Command("init", "Write a berth.yaml from what is found here") { print, force };
        command.SetAction(parsed => Run(context, parsed.GetValue(print), parsed.GetValue(force)));
        return command.WithExamples(Examples);
    }

    static int Run(CommandContext context, bool print, bool force)
    {
        var writing = new BerthFileWriting("init", context);
        if (writing.Folder is not { } folder) return writing.NoFolder();
        var (sources, problems) = (new List<string>(), new List<YamlProblem>());
        var draft = FolderImport.Read(folder, sources, problems);
        if (problems.Count > 0) return writing.Problems(problems);
        if (draft.Services.Count == 0 && RunningHere.In(folder, context.Machine()) is { Services.Count: > 0 } running)
        {
            sources.Add("what runs now");
            running.Notes.AddRange(draft.Notes);
            draft = running;
        }
        if (draft.Services.Count == 0)
        {
            context.Say($"berth init: nothing in {Escape.ForTerminal(folder)} says what it runs: no Procfile, process-compose.yaml, portless.json, package.json with a dev, start or serve script, or launchSettings.json, and nothing of it listens now.");
            foreach (var note in draft.Notes) context.Say(Escape.ForTerminal(note));
            var (run, mark) = LanguageMarks.Proposal(folder);
            context.Say($"{(mark is null ? "" : $"It has {mark}. ")}Write berth.yaml by hand:");
            context.Say($"services:\n  web:\n    run: {run}\n    port: auto");
            return ExitCode.NothingThere;
        }
        return writing.Write(draft, print, force, string.Join(", ", sources.Select(static source => Escape.ForTerminal(source))));
    }
}
