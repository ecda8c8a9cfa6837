using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;

namespace Berth.Cli.Commands.Manual;

/// <summary>A manual page in the language of man(7).</summary>
sealed class ManualPage
{
    readonly StringBuilder page = new();

    public static string Of(IReadOnlyList<Command> commands)
    {
        var one = new ManualPage();
        one.Write(commands);
        return one.page.ToString();
    }

    void Write(IReadOnlyList<Command> commands)
    {
        Line($".TH BERTH 1 \"\" \"{Text(Build.Version)}\" \"User Commands\"");
        Section("NAME");
        Line(@"berth \- shows every port of this machine, who holds it and who can reach it");
        Section("SYNOPSIS");
        Line(@"\fBberth\fR [\fIcommand\fR] [\fIwords\fR...]");
        Section("DESCRIPTION");
        Line(Text("Without a command, berth lists every listener; a port, an address, a URL, a pid or a pasted error message is explained; a filter such as port=3000-3999 lists what matches."));
        Line(Text("Data goes to stdout, talk to stderr."));
        Section("COMMANDS");
        foreach (var command in commands) Write(command, "berth");
        Section("EXIT STATUS");
        foreach (var (code, meaning) in (ReadOnlySpan<(int, string)>)[
            (ExitCode.Done, "done"), (ExitCode.Failed, "anything unexpected"), (ExitCode.BadUsage, "bad usage"), (ExitCode.NothingThere, "nothing is there"),
            (ExitCode.Refused, "refused"), (ExitCode.StillHeld, "still held"), (ExitCode.NoRight, "a right is missing"), (ExitCode.TimedOut, "it took too long"),
            (ExitCode.Unavailable, "sockets cannot be read"), (ExitCode.Found, "something was found"), (ExitCode.Undecided, "undecided")])
            Entry($"{code}", meaning);
        Section("FILES");
        Entry("berth.yaml, berth.local.yaml, Procfile", "what a project runs, and which ports it may open");
        Entry("/var/lib/berth, ~/.local/state/berth", "leases, logs and undo files, of root and of anybody else");
        Section("SEE ALSO");
        Line(Text("ss(8), lsof(8), nft(8)"));
    }

    void Write(Command command, string above)
    {
        var name = $"{above} {command.Name}";
        Line($".SS \"{Text($"{name}{string.Concat(command.Arguments.Select(Shape))}")}\"");
        Line(Text(Ended(command.Description ?? "")));
        foreach (var argument in command.Arguments)
            if (argument.Description is { } text) Entry(argument.HelpName ?? argument.Name, text);
        foreach (var option in command.Options)
            if (option is not HelpOption && !option.Hidden) Entry(Names(option), option.Description ?? "");
        if (Examples.Of(command) is { } examples)
        {
            Line(".PP");
            Line(".nf");
            foreach (var line in examples.TrimEnd().Split('\n')) Line(Text(line));
            Line(".fi");
        }
        foreach (var below in command.Subcommands) Write(below, name);
    }

    static string Shape(Argument argument) => $" {(argument.Arity.MinimumNumberOfValues == 0 ? "[" : "")}{argument.HelpName ?? argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}{(argument.Arity.MinimumNumberOfValues == 0 ? "]" : "")}";

    static string Names(Option option) =>
        $"{string.Join(", ", option.Aliases.Append(option.Name).OrderBy(static name => name.Length))}{(option.HelpName is { } value ? $" {value}" : "")}";

    static string Ended(string sentence) => sentence.EndsWith('.') || sentence.Length == 0 ? sentence : $"{sentence}.";

    void Section(string name) => Line($".SH {name}");

    void Entry(string term, string text)
    {
        Line(".TP");
        Line($@"\fB{Text(term)}\fR");
        Line(Text(text));
    }

    void Line(string text) => page.Append(text).Append('\n');

    // A dot or a quote at the beginning would be a request, a backslash an escape; a minus is meant as one.
    static string Text(string text)
    {
        var safe = text.Replace(@"\", @"\e", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal).Replace("\"", @"\(dq", StringComparison.Ordinal);
        return safe is ['.' or '\'', ..] ? $@"\&{safe}" : safe;
    }
}
