using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Linking;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth traffic`: what goes over links.</summary>
static class TrafficCommand
{
    const int UsualLast = 20, MostLast = 1000;

    const string Examples = """
        Examples:
          berth traffic                 over every link, until Ctrl-C
          berth traffic db              over this one
          berth traffic db --last 100   with the last 100 lines that came before
          berth traffic --past          only what came before, then end
          berth traffic --jsonl         a JSON object a line, for programs

        HTTP/1, WebSocket, PostgreSQL and Redis are read; TLS is not. Values are left out: literals of SQL, arguments of commands,
        query strings, passwords. Each connection that ends says who called, how long it was open, and why it ended.
        """;

    public static Command Create(CommandContext context)
    {
        var name = LinkName.Existing();
        name.Arity = ArgumentArity.ZeroOrOne;
        name.Description = "Only this link";
        var last = new Option<string?>("--last", "-n")
        {
            Description = $"So many lines that came before (default {UsualLast})",
            HelpName = "count",
        };
        var past = new Option<bool>("--past") { Description = "Only those; then end" };
        var json = new Option<bool>("--jsonl") { Description = "For programs: one object a line" };
        var command = new Command("traffic", "Show what goes over links, as it goes") { name, last, past, json };
        command.SetAction(parsed =>
        {
            var isPast = parsed.GetValue(past);
            var count = parsed.GetValue(last) is { } text ? Amounts.Number("--last", text, 0, MostLast) : isPast ? MostLast : UsualLast;
            return Run(context, new TrafficWish(parsed.GetValue(name), count, !isPast, parsed.GetValue(json)));
        });
        return command.WithExamples(Examples);
    }

    static int Run(CommandContext context, TrafficWish wish)
    {
        if (OperatingSystem.IsLinux())
        {
            var daemon = DaemonTalk.Client(context, "berth traffic");
            return daemon is null ? ExitCode.Unavailable : new TrafficRun(context, daemon).Run(wish);
        }
        context.Say("berth traffic: it is there on Linux only so far.");
        return ExitCode.Unavailable;
    }
}
