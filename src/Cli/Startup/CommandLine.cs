using System.CommandLine;
using Berth.Cli.Commands;
using Berth.Cli.Commands.Running;
using Berth.Cli.Hosting;

namespace Berth.Cli.Startup;

/// <summary>From words to a command that has run. Only the command that is asked for is built.</summary>
static class CommandLine
{
    // Off: "@file" reads arguments from a file, and an abstract unix socket's name begins with '@'.
    static readonly ParserConfiguration parser = new() { ResponseFileTokenReplacer = null };

    public static int Run(string[] args, CommandContext context)
    {
        var words = Route.Of(args);
        switch (words)
        {
            case ["--help" or "-h" or "-?" or "help"]:
                context.Out.Write(Overview.Text);
                return ExitCode.Done;
            case ["--version" or "-V" or "version"]:
                context.Out.Line(Build.Version);
                return ExitCode.Done;
        }

        if (words is ["ls", .. var filter] && !HasOption(filter)) return LsCommand.RunPlain(filter, context);
        if (EnteringWords.Are(words)) return EnteringWords.Become(words, context);
        if (RunCommand.IsPlain(words)) return RunCommand.RunPlain(words, context);
        if (words is ["explain", _, ..] && !HasOption(words)) return ExplainCommand.RunPlain(words[1..], context);

        var root = Root(words, context);
        var parsed = root.Parse(words, parser);
        if (parsed.Errors.Count > 0 && parsed.Action is not { ClearsParseErrors: true })
            throw new UsageException($"berth: {Rendering.Escape.ForTerminal(OnOneLine(parsed.Errors[0].Message))}\nSee `{parsed.CommandResult.FullName()} --help`.");
        return words is [['[', ..], ..] ? Suggest(parsed, context) : Invoke(parsed, context);
    }

    // The library offers every spelling of help, once for each level of commands.
    static int Suggest(ParseResult parsed, CommandContext context)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var code = Invoke(parsed, said);
        foreach (var candidate in said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct())
            if (candidate is not ("-?" or "-h" or "/?" or "/h")) context.Out.Line(candidate);
        return code;
    }

    static bool HasOption(string[] words)
    {
        foreach (var word in words)
            if (word is ['-', ..]) return true;
        return false;
    }

    // The library lists what it takes one to a line: "Must be one of:\n\t'a'\n\t'b'".
    static string OnOneLine(string message)
    {
        var parts = message.Split((char[])['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length < 2 ? message.Trim() : $"{parts[0]} {string.Join(", ", parts[1..])}.";
    }

    static int Invoke(ParseResult parsed, CommandContext context)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var code = Invoke(parsed, said);
        context.Out.Write(said.GetStringBuilder().ToString());
        return code;
    }

    static int Invoke(ParseResult parsed, StringWriter said) => parsed.Invoke(new InvocationConfiguration
    {
        Output = said,
        Error = said,
        EnableDefaultExceptionHandler = false,
        // Ctrl-C ends the process as the system does it: at once, without words, 130 to a shell.
        ProcessTerminationTimeout = null,
    });

    static RootCommand Root(string[] words, CommandContext context)
    {
        var root = new RootCommand("Shows every port of this machine, who holds it and who can reach it.");
        foreach (var (name, create) in CommandTable.All)
            if (words is ["[suggest" or ['[', ..], ..] || words[0] == name)
                root.Subcommands.Add(create(context));
        return root;
    }
}

file static class CommandResultNames
{
    public static string FullName(this System.CommandLine.Parsing.CommandResult result) =>
        result.Parent is System.CommandLine.Parsing.CommandResult parent ? $"{parent.FullName()} {result.Command.Name}" : "berth";
}
