using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Freeing;
using Berth.Cli.Hosting;
using Berth.Engine.Filters;
using Berth.Engine.Targets;
using Berth.Workbench.Freeing;

namespace Berth.Cli.Commands;

/// <summary>`berth free`: ends what listens on a port, and only that; asks first, checks afterwards.</summary>
static class FreeCommand
{
    const string Examples = """
        Examples:
          berth free 3000                 show what would happen, ask, do it, check it
          berth free 3000 --dry-run       only show it
          berth free 3000-3010 owner=node --yes
          berth free /run/app.sock

        A listener is ended, never its clients. A unit or container is stopped by its own manager. Processes are asked to end
        (SIGTERM); only --force kills one that does not (SIGKILL). An editor, terminal or agent that holds the port itself is
        left alone; --sessions asks it to end as well, and it is never killed.
        Ends with 0 when it is free now, 3 when nothing held it, 4 when left alone, 5 when still held, 6 when it takes more rights.
        """;

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("filter") { Arity = ArgumentArity.ZeroOrMore, HelpName = "filter", Description = "A port, a range, a path or a filter as of `berth ls`" };
        words.CompletionSources.Add(Completions.Ports(context));
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var dryRun = new Option<bool>("--dry-run", "-n") { Description = "Show what would happen, and do nothing" };
        var force = new Option<bool>("--force") { Description = "Kill what does not end in time (SIGKILL)" };
        var sessions = new Option<bool>("--sessions") { Description = "Also ask editors, terminals and agents to end" };
        var many = new Option<bool>("--many") { Description = "Go on although more than 16 would end" };
        var tree = new Option<bool>("--tree") { Description = "Also end what the holders started" };
        var grace = new Option<string>("--grace") { Description = "How long a process has to end", HelpName = "time", DefaultValueFactory = _ => "5s" };
        var json = new Option<bool>("--json") { Description = "The plan and the results as JSON; never asks" };

        var command = new Command("free", "End what holds a port: shows the plan, asks, does it, checks it") { words, yes, dryRun, force, sessions, many, tree, grace, json };
        command.SetAction(parsed =>
        {
            var (path, filter) = Chosen(parsed.GetValue(words) ?? []);
            return new FreeRun(context, parsed.GetValue(yes), parsed.GetValue(json)).Run(new FreeRequest
            {
                Filter = filter,
                Path = path,
                DryRun = parsed.GetValue(dryRun),
                Force = parsed.GetValue(force),
                Sessions = parsed.GetValue(sessions),
                Many = parsed.GetValue(many),
                Tree = parsed.GetValue(tree),
                Grace = Amounts.Duration("--grace", parsed.GetValue(grace)!),
            });
        });
        return command.WithExamples(Examples);
    }

    static (PathTarget? Path, Filter Filter) Chosen(string[] words)
    {
        if (words.Length == 0) throw new UsageException("berth free: free what? Name a port (berth free 3000), a path or a filter.");
        if (words is not [['/' or '@', ..] path]) return (null, FilterWords.Read("berth free", words, forAct: true));
        return (new PathTarget(path, path), FilterWords.Read("berth free", [$"path=\"{path}\""], forAct: true));
    }
}
