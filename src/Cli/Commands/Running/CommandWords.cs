using System.CommandLine;
using System.CommandLine.Parsing;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Running;

/// <summary>`berth run [name] -- command...`: what stands before the first `--`, and the command behind it, whatever it looks like.</summary>
static class CommandWords
{
    /// <exception cref="UsageException">There is no command, or more than one word before it.</exception>
    public static (string? Name, IReadOnlyList<string> Command) Split(string verb, ParseResult parsed, string[] all)
    {
        var count = 0;
        for (var i = 0; i < parsed.Tokens.Count && count == 0; i++)
            if (parsed.Tokens[i].Type == TokenType.DoubleDash) count = parsed.Tokens.Count - i - 1;
        if (count == 0) throw new UsageException($"berth {verb}: write `--` and then the command: berth {verb} -- npm start");
        return (Name(verb, all[..^count]), all[^count..]);
    }

    static string? Name(string verb, string[] words) => words switch
    {
        [] => null,
        [var name] => name,
        [_, var second, ..] => throw new UsageException($"berth {verb}: '{Escape.ForTerminal(second)}' is one word too many before `--`. Write: berth {verb} web -- npm start"),
    };
}
