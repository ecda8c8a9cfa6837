using Berth.Cli.Commands;

namespace Berth.Cli.Hosting;

/// <summary>
/// What the first word means: `berth` alone and `berth --json` list, a command's name is that command, and anything else
/// ("3000", "http://localhost:3000", a pasted message) is explained, or a filter to list by.
/// </summary>
static class Route
{
    public static string[] Of(string[] args, Surroundings around) => args switch
    {
        [] => ["ls"],
        ["--help" or "-h" or "-?" or "help" or "--version" or "-V" or "version"] => args,
        ["help", var command, ..] when CommandTable.Has(command) => [command, "--help"],
        // The shell asks for completions of "berth ..." as one word.
        [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ..], ..] => args,
        [var first, ..] when CommandTable.Has(first) => args,
        [['-', not (>= '0' and <= '9'), ..], ..] => ["ls", .. args],
        _ when IsExplained(args) => ["explain", .. args],
        _ when LsCommand.Understands(args) => ["ls", .. args],
        _ => ["explain", .. args],
    };

    // `berth 3000 --json` is the explanation as JSON; an option of the listing makes it a listing.
    static bool IsExplained(string[] args) =>
        Array.TrueForAll(args, static word => !word.StartsWith("--", StringComparison.Ordinal) || word is "--json" or "--more")
        && ExplainCommand.Understands(Array.FindAll(args, static word => !word.StartsWith("--", StringComparison.Ordinal)));
}
