using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Services;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth logs`: what services wrote.</summary>
static class LogsCommand
{
    const int UsualTail = 200;

    const string Examples = """
        Examples:
          berth logs                     the last lines of every service
          berth logs -f api              of api, and what comes
          berth logs -n 1000 --times     more, with the time of each line
        """;

    public static Command Create(CommandContext context)
    {
        var services = ServiceArgument.Create();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until Ctrl-C" };
        var lines = new Option<string>("--lines", "-n") { Description = $"So many of each service (default {UsualTail})", HelpName = "count" };
        var times = new Option<bool>("--times", "-t") { Description = "With the time of each line" };
        var command = new Command("logs", "Print what services of a project wrote") { services, follow, lines, times };
        command.SetAction(parsed =>
        {
            var tail = parsed.GetValue(lines) is { } text ? Amounts.Number("--lines", text, 0, 100_000) : UsualTail;
            return ServicesSupport.IsThere(context, "logs", out var code)
                ? ServicesSupport.Logs(context, "logs", parsed.GetValue(services) ?? [], tail, parsed.GetValue(follow), parsed.GetValue(times), states: false)
                : code;
        });
        return command.WithExamples(Examples);
    }
}
