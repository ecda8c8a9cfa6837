using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Linking;
using Berth.Cli.Hosting;
using Berth.Links.Faults;
using Berth.Links.Profiles;
using Berth.Links.Specs;

namespace Berth.Cli.Commands;

/// <summary>`berth shape`: makes a link slow, broken, or sound again.</summary>
static class ShapeCommand
{
    const string Examples = """
        Examples:
          berth shape db latency=200ms jitter=50ms   each answer 150 to 250 ms later
          berth shape db bandwidth=1mbit loss=2%     slow and lossy, beside the latency
          berth shape db latency=1s share=10%        one connection of ten
          berth shape db --profile 3g                like this line, in place of all faults
          berth shape db                             what is on
          berth shape db --remove latency            take one away
          berth shape db --clear                     all is well again

        Faults work on open connections at once, and outlive the daemon. A second one of a kind takes the place of the first;
        name=other adds it beside. Each may have direction=up|down|both, share=10%, after=5s or after=64KB.

        Kinds:
        """;

    public static Command Create(CommandContext context)
    {
        var name = LinkName.Existing();
        var faults = new Argument<string[]>("fault")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "latency=200ms, bandwidth=1mbit, reset...",
            HelpName = "fault",
        };
        faults.CompletionSources.Add(Words);
        var remove = new Option<string[]>("--remove") { Description = "Take a fault away, by name", HelpName = "name" };
        var profile = new Option<string?>("--profile") { Description = "Like a line: 3g, lte, wifi-bad, satellite...", HelpName = "line" };
        profile.CompletionSources.Add(Lines);
        var clear = new Option<bool>("--clear") { Description = "Take all faults away first" };
        var json = new Option<bool>("--json") { Description = "For programs" };
        var command = new Command("shape", "Make a link slow, break it, or mend it") { name, faults, profile, remove, clear, json };
        command.SetAction(parsed => Run(context, new ShapeWish(
            parsed.GetValue(name)!,
            string.Join(' ', parsed.GetValue(faults) ?? []),
            parsed.GetValue(remove) ?? [],
            parsed.GetValue(clear),
            parsed.GetValue(profile),
            parsed.GetValue(json))));
        return command.WithExamples($"{Examples}\n{Kinds()}\n\nLines:\n{Profiles()}");
    }

    static int Run(CommandContext context, ShapeWish wish)
    {
        if (OperatingSystem.IsLinux())
            return DaemonTalk.Client(context, "berth shape") is { } daemon ? new ShapeRun(context, daemon).Run(wish) : ExitCode.Unavailable;
        context.Say("berth shape: it is there on Linux only so far.");
        return ExitCode.Unavailable;
    }

    static string Kinds()
    {
        var text = new StringBuilder();
        foreach (var kind in FaultCatalogue.All) text.Append($"  {Usage(kind),-34} {kind.Text}\n");
        return text.ToString().TrimEnd('\n');
    }

    static string Profiles() => string.Join('\n', ProfileCatalogue.All.Select(static profile => $"  {profile.Name,-14} {profile.Text}"));

    static IEnumerable<CompletionItem> Lines(CompletionContext asked) => ProfileCatalogue.All
        .Where(profile => profile.Name.StartsWith(asked.WordToComplete, StringComparison.Ordinal))
        .Select(static profile => new CompletionItem(profile.Name, detail: profile.Text));

    // "latency=duration jitter=..."
    static string Usage(FaultKind kind)
    {
        if (kind.Parameters is not [var first, ..]) return kind.Name;
        var others = kind.Parameters.Skip(1).Select(static parameter => $" {parameter.Name}=");
        return $"{kind.Name}={first.Unit}{string.Concat(others)}";
    }

    // A kind, or a parameter of the kind that was typed before it.
    static IEnumerable<CompletionItem> Words(CompletionContext asked)
    {
        var typed = asked.ParseResult.Tokens.Select(static token => token.Value).Where(static word => word.Contains('=')).ToArray();
        var kind = typed.Select(static word => FaultCatalogue.Find(word.Split('=')[0])).LastOrDefault(static kind => kind is not null);
        var common = FaultText.Common.Select(static one => one.Name);
        var parameters = kind is null ? [] : kind.Parameters.Skip(1).Select(static parameter => parameter.Name).Concat(common);
        return FaultCatalogue.All.Select(static other => other.Parameters.Count == 0 ? other.Name : $"{other.Name}=")
            .Concat(parameters.Select(static parameter => $"{parameter}="))
            .Where(word => word.StartsWith(asked.WordToComplete, StringComparison.Ordinal))
            .Select(static word => new CompletionItem(word));
    }
}
