using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Waiting;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands;

/// <summary>`berth wait`: until a server answers, or until a port can be taken.</summary>
static class WaitCommand
{
    const string Examples = """
        Examples:
          berth wait 5432                            until something accepts on 127.0.0.1 or ::1
          berth wait http://shop.localhost:3000      until it answers with a status from 200 to 399
          berth wait 3000 --http 404                 until http://localhost:3000/ answers so
          berth wait 3000 --free --timeout 5s        until a server could bind it

        Ends with 0 when it is so, with 7 when the time is up.
        """;

    public static Command Create(CommandContext context)
    {
        var target = new Argument<string>("target") { Description = "A port, host:port or URL", HelpName = "target" };
        var free = new Option<bool>("--free") { Description = "Wait until it can be bound instead" };
        var timeout = new Option<string>("--timeout") { Description = "How long at most", HelpName = "time", DefaultValueFactory = _ => "30s" };
        var http = new Option<string?>("--http") { Description = "Wait for this HTTP status", HelpName = "status" };
        var json = new Option<bool>("--json") { Description = "The result as JSON" };
        target.CompletionSources.Add(Completions.Ports(context));

        var command = new Command("wait", "Wait until a server answers, or until a port is free") { target, free, timeout, http, json };
        command.SetAction(parsed =>
        {
            var status = parsed.GetValue(http) is { } text ? Amounts.Number("--http", text, 100, 599) : (int?)null;
            var question = WaitWords.Read(parsed.GetValue(target)!, parsed.GetValue(free), status);
            return new WaitRun(context).Run(question, Amounts.Duration("--timeout", parsed.GetValue(timeout)!), parsed.GetValue(json));
        });
        return command.WithExamples(Examples);
    }
}
