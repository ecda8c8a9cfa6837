using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth ps`: where services stand.</summary>
static class PsCommand
{
    const string Examples = """
        Examples:
          berth ps                       the services of this project
          berth ps --all                 of every project of yours that is up
          berth ps --binds               what was rewritten, refused or left alone in the project's own localhost
          berth ps --json                for programs
        """;

    public static Command Create(CommandContext context)
    {
        var all = new Option<bool>("--all", "-a") { Description = "Of every project" };
        var binds = new Option<bool>("--binds") { Description = "What became of binds in the project's own localhost" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var command = new Command("ps", "Show the services of a project") { all, binds, json };
        command.SetAction(parsed => ServicesSupport.IsThere(context, "ps", out var code) ? ServicesSupport.Ps(context, parsed.GetValue(all), parsed.GetValue(binds), parsed.GetValue(json)) : code);
        return command.WithExamples(Examples);
    }
}
