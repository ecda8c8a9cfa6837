using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Cli.Commands;

/// <summary>`berth run`: a command with a port of its own, or in a localhost of its project's own.</summary>
static class RunCommand
{
    const string Examples = """
        Examples:
          berth run -- npm run dev                       HOST=127.0.0.1 and a PORT of its own, the same every time
          berth run api -- sh -c './server --port $PORT'
          sudo berth run --isolate -- python3 -m http.server 3000
          sudo berth run web --isolate -- npm run dev
          sudo berth run --isolate --bind refuse --expose 8080 -- npm start
          sudo berth run --isolate --port 5432 -- npm test     inside, localhost:5432 is never the machine's own database

        With --isolate every checkout has an address of its own, such as 127.77.12.34, and keeps it. What the command binds on localhost or on
        every address is there instead, and inside localhost is there too: two checkouts can both have port 3000. From outside it
        is http://127.77.12.34:3000, and nobody on the network reaches it. With sudo, the command itself still runs as you.
        Ends as the command ends: with its exit code, or 128 and the signal's number. 126 and 127: it cannot be run, it is not there.
        """;

    public static Command Create(CommandContext context)
    {
        var words = new Argument<string[]>("name") { Arity = ArgumentArity.ZeroOrMore, HelpName = "[name] -- command", Description = "What to call it, then `--` and the command as it is" };
        var isolate = new Option<bool>("--isolate") { Description = "Give the project a localhost of its own; takes root's rights" };
        var ports = new Option<string[]>("--port") { Description = "A port that is the project's, also while nothing listens there", HelpName = "port" };
        var bind = new Option<string>("--bind") { Description = "What a bind to every address does: `local`, at the project's own address; `refuse`, it is in use", HelpName = "local|refuse" };
        bind.CompletionSources.Add("local", "refuse");
        var expose = new Option<string[]>("--expose") { Description = "A port that is bound as the command asks for it, also on every address", HelpName = "port" };
        var asRoot = new Option<bool>("--as-root") { Description = "With sudo: run the command as root too, not as the user who called sudo" };
        var command = new Command("run", "Run a command with a port, or a whole localhost, of its own") { words, isolate, ports, bind, expose, asRoot };
        command.SetAction(parsed =>
        {
            var (name, typed) = CommandWords.Split("run", parsed, parsed.GetValue(words) ?? []);
            var isolated = parsed.GetValue(isolate);
            if (!isolated && parsed.GetValue(ports) is { Length: > 0 }) throw new UsageException("berth run: --port goes with --isolate. Without it, the command finds its port in PORT.");
            if (!isolated && (parsed.GetValue(bind) is not null || parsed.GetValue(expose) is { Length: > 0 })) throw new UsageException("berth run: --bind and --expose go with --isolate. Without it, every bind is left as the command asks for it.");
            return new CommandRun(context).Run(new RunRequest
            {
                Name = name,
                Isolate = isolated,
                AsRoot = parsed.GetValue(asRoot),
                Ports = Ports("--port", parsed.GetValue(ports)),
                Wildcard = Wildcard(parsed.GetValue(bind)),
                Exposed = Ports("--expose", parsed.GetValue(expose)),
                Command = typed,
            });
        });
        return command.WithExamples(Examples);
    }

    /// <summary>`berth run [name] -- command` without options, as it is said most.</summary>
    public static bool IsPlain(string[] words) => words is ["run", "--", _, ..] or ["run", [not '-', ..], "--", _, ..];

    /// <summary>The same without the parser of the command line, which costs a start 10 ms.</summary>
    public static int RunPlain(string[] words, CommandContext context) => new CommandRun(context).Run(
        words[1] == "--" ? new RunRequest { Command = words[2..] } : new RunRequest { Name = words[1], Command = words[3..] });

    static IReadOnlyList<Port> Ports(string option, string[]? texts) => [.. (texts ?? []).Select(text => new Port((ushort)Amounts.Number(option, text, 1, 65535)))];

    static WildcardBind Wildcard(string? text) => text switch
    {
        null or "local" => WildcardBind.Local,
        "refuse" => WildcardBind.Refuse,
        _ => throw new UsageException($"berth run: --bind is `local` or `refuse`, not '{Escape.ForTerminal(text)}'."),
    };
}
