using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Explaining;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Targets;
using Berth.Workbench.Explaining;
using Berth.Workbench.Json;

namespace Berth.Cli.Commands;

/// <summary>`berth explain`: what a port, an address, a process or a pasted message is about.</summary>
static class ExplainCommand
{
    const string Examples = """
        Examples:
          berth 3000                                        `explain` may be left out
          berth explain http://shop.localhost:3000 --more   with what there is to learn
          berth explain pid:4242
          berth explain "Error: listen EADDRINUSE: address already in use :::3000"
          npm start 2>&1 | berth explain -                  the message from a pipe

        Ends with 3 when nothing holds or uses what was asked about.
        """;

    const int LongestInput = 64 * 1024;

    /// <summary>Whether words that name no command are something to explain.</summary>
    public static bool Understands(string[] words) => TargetParser.Parse(string.Join(' ', words)).Target is not null;

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("what") { Arity = ArgumentArity.ZeroOrMore, HelpName = "what", Description = "3000, 53/udp, 127.0.0.1:3000, a URL, pid:4242, container:web, a name, a pasted message; - reads it from stdin" };
        words.CompletionSources.Add(Completions.Ports(context));
        var more = new Option<bool>("--more") { Description = "Also what there is to learn about it" };
        var json = new Option<bool>("--json") { Description = "As JSON" };
        var command = new Command("explain", "Say what a port, address, process or error message is about") { words, more, json };
        command.SetAction(parsed => Run(context, parsed.GetValue(words) ?? [], parsed.GetValue(more), parsed.GetValue(json)));
        return command.WithExamples(Examples);
    }

    /// <summary>The same as with no option given, without building the options.</summary>
    public static int RunPlain(string[] words, CommandContext context) => Run(context, words, more: false, json: false);

    static int Run(CommandContext context, string[] words, bool more, bool json)
    {
        var text = words is ["-"] ? context.ReadInput(LongestInput) : string.Join(' ', words);
        var (target, error) = TargetParser.Parse(text);
        if (error is not null || target is null) throw new UsageException($"berth: {Escape.ForTerminal(error!.Problem)}.\nIt takes {Escape.ForTerminal(error.Accepted)}.");

        var (explanation, snapshot) = new ExplainTarget(context.ForWorkbench()).Explain(target, CommandTable.Names);
        if (json) ExplainJson.Write(explanation, snapshot, context.Out);
        else new ExplainText(context).Write(explanation, snapshot, more);
        return explanation.IsFound ? ExitCode.Done : ExitCode.NothingThere;
    }
}
