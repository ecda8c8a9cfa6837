using Berth.Cli.Commands;

namespace Berth.Cli.Startup;

/// <summary>
/// What the first word means: `berth` alone and `berth --json` list, a command's name is that command, and anything else
/// ("3000", "http://localhost:3000", a pasted message) is explained, or a filter to list by.
/// </summary>
static class Route
{
    public static string[] Of(string[] args) => args switch
    {
        [] => ["ls"],
        ["--help" or "-h" or "-?" or "help" or "--version" or "-V" or "version"] => args,
        ["help", var command, ..] when CommandTable.Has(command) => [command, "--help"],
        // The shell asks for completions of "berth ..." as one word.
        [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ..], ..] => args,
        [var first, ..] when CommandTable.Has(first) => args,
        [['-', not (>= '0' and <= '9'), ..], ..] => ["ls", .. args],
        _ => [ByMeaning(WithoutOptions(args)), .. args],
    };

    static string ByMeaning(string[] words) => !ExplainCommand.Understands(words) && LsCommand.Understands(words) ? "ls" : "explain";

    // "--json", "-a"; a number may be negative by mistake.
    static string[] WithoutOptions(string[] args) => Array.FindAll(args, static word => word is not ['-', not (>= '0' and <= '9'), ..]);
}
