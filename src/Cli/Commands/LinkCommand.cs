using System.CommandLine;
using System.Globalization;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Linking;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands;

/// <summary>`berth link`: paths to a service that Berth carries.</summary>
static class LinkCommand
{
    const string Examples = """
        Examples:
          berth link add db --to 5432                    a port that leads to 5432; connect to what it prints
          berth link add db --to 5432 --listen 15432     at this port
          berth link ls                                  every link, its faults, and what it carried
          berth link off db                              refuse connections, as if the service were down
          berth link on db                               take them again
          berth link rm db

        Make it slow, or break it: berth shape db latency=200ms. See what goes over it: berth traffic db. A link stays until it is removed,
        over restarts too, and listens on this machine alone.
        """;

    public static Command Create(CommandContext context)
    {
        var name = LinkName.Argument("What to call it: db");
        var to = new Option<string?>("--to")
        {
            Description = "Where it leads: a port of this machine, or host:port",
            HelpName = "port",
        };
        var listen = new Option<string?>("--listen") { Description = "Its own port; else one is kept for it", HelpName = "port" };
        var seed = new Option<string?>("--seed")
        {
            Description = "What its chance is derived from: the same seed, the same fate",
            HelpName = "number",
        };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var add = new Command("add", "Open a link to a service") { name, to, listen, seed, json };
        add.SetAction(parsed =>
        {
            if (parsed.GetValue(to) is not { } target)
                throw new UsageException("berth link: say where it leads. Try: berth link add db --to 5432");
            int? port = parsed.GetValue(listen) is { } text ? Amounts.Number("--listen", text, 1, 65535) : null;
            long? chance = parsed.GetValue(seed) is { } number ? Seed(number) : null;
            return Run(context, new LinkAction.Add(parsed.GetValue(name)!, target, port, chance, parsed.GetValue(json)));
        });
        var ls = new Command("ls", "List every link") { json };
        ls.SetAction(parsed => Run(context, new LinkAction.List(parsed.GetValue(json))));
        return new Command("link", "Lead connections to a service through Berth")
        {
            add,
            ls,
            OfOne("rm", "End a link for good", static name => new LinkAction.Remove(name)),
            OfOne("on", "Take connections", static name => new LinkAction.Switch(name, On: true)),
            OfOne("off", "Refuse connections, and end those that are open", static name => new LinkAction.Switch(name, On: false)),
        }.WithExamples(Examples);

        Command OfOne(string word, string description, Func<string, LinkAction> action)
        {
            var existing = LinkName.Existing();
            var command = new Command(word, description) { existing };
            command.SetAction(parsed => Run(context, action(parsed.GetValue(existing)!)));
            return command;
        }
    }

    static long Seed(string text)
    {
        if (long.TryParse(text, NumberStyles.None, null, out var number) && number < 1L << 53) return number;
        throw new UsageException($"berth: --seed '{Escape.ForTerminal(text)}' is not a whole number from 0 to {(1L << 53) - 1}.");
    }

    static int Run(CommandContext context, LinkAction action)
    {
        if (OperatingSystem.IsLinux())
            return DaemonTalk.Client(context, "berth link") is { } daemon ? new LinkRun(context, daemon).Run(action) : ExitCode.Unavailable;
        context.Say("berth link: it is there on Linux only so far.");
        return ExitCode.Unavailable;
    }
}
