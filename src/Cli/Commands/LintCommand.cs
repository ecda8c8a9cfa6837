using System.CommandLine;
using Berth.Audit.Lint;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Auditing;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Workbench.Auditing;

namespace Berth.Cli.Commands;

/// <summary>`berth lint`: what a repository's files say about ports, and what is wrong with it.</summary>
static class LintCommand
{
    const string Examples = """
        Examples:
          berth lint                         this repository
          berth lint apps/web --json
          berth lint --sarif --fail-on medium > lint.sarif

        Read are package.json, compose files, Dockerfile, launchSettings.json, appsettings.json, .env, Procfile, angular.json, and
        the configurations of vite, webpack, next, nuxt and astro. Nothing is run.
        """;

    public static Command Create(CommandContext context)
    {
        var path = new Argument<string?>("path") { Arity = ArgumentArity.ZeroOrOne, Description = "A folder or a file; this folder when left out" };
        var command = new Command("lint", "Find ports in a repository that clash, are taken, or are open to all") { path };
        var findings = new FindingOptions(command);
        command.SetAction(parsed => Run(parsed.GetValue(path), findings.Read(parsed), context));
        return command.WithExamples(Examples);
    }

    static int Run(string? given, FindingChoices choices, CommandContext context)
    {
        var path = Path.GetFullPath(given ?? context.Directory ?? throw new UsageException("berth lint: the folder you are in is gone. Name one: berth lint FOLDER"));
        if (!Path.Exists(path)) throw new UsageException($"berth lint: there is no {Escape.ForTerminal(given ?? path)}.");
        var report = new LintRepository(context.ForWorkbench()).Run(path, FindingsOutput.Known(choices));
        return FindingsOutput.Write(report, choices, [.. Linter.Rules.Select(static rule => rule.Info)], context);
    }
}
