using System.CommandLine;
using System.Runtime.Versioning;
using Berth.Cli.Arguments;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;

namespace Berth.Cli.Commands;

/// <summary>`berth trust`: the folders whose files are obeyed although they belong to another user.</summary>
static class TrustCommand
{
    const string Examples = """
        Examples:
          berth trust /srv/shop             what is there or below may say what runs, whoever it belongs to
          berth trust                       the folders that you have trusted
          berth trust --forget /srv/shop

        A berth.yaml, a Procfile and an environment file say which programs run as you. So only those are obeyed that are yours, root's,
        or, under sudo, of who called it, in a folder of the same. `sudo berth trust` decides for root.
        """;

    public static Command Create(CommandContext context)
    {
        var folder = new Argument<string?>("folder") { Arity = ArgumentArity.ZeroOrOne, Description = "The folder to trust; without it the trusted ones are listed" };
        var forget = new Option<string?>("--forget") { Description = "Trust this folder no longer", HelpName = "folder" };
        var command = new Command("trust", "Obey the files of a folder that belongs to another user") { folder, forget };
        command.SetAction(parsed =>
        {
            var (wanted, unwanted) = (parsed.GetValue(folder), parsed.GetValue(forget));
            if (wanted is not null && unwanted is not null) throw new UsageException("berth trust: name a folder to trust, or one to forget, not both.");
            if (!OperatingSystem.IsLinux()) return Say("it is there on Linux only.", ExitCode.Unavailable, context);
            return wanted is not null ? Add(wanted, context) : unwanted is not null ? Forget(unwanted, context) : List(context);
        });
        return command.WithExamples(Examples);
    }

    [SupportedOSPlatform("linux")]
    static int Add(string word, CommandContext context)
    {
        var folder = Full(word, context);
        if (!Directory.Exists(folder)) return Say($"there is no folder {Escape.ForTerminal(folder)}.", ExitCode.NothingThere, context);
        if (folder == "/") throw new UsageException("berth trust: not the whole machine. Name the project's folder.");
        if (folder.Contains('\n', StringComparison.Ordinal)) throw new UsageException("berth trust: a folder with a line break in its name cannot be kept.");
        var known = TrustedFolders.All();
        return known.Contains(folder) ? ExitCode.Done : Write([.. known, folder], context);
    }

    [SupportedOSPlatform("linux")]
    static int Forget(string word, CommandContext context)
    {
        var folder = Full(word, context);
        var known = TrustedFolders.All();
        if (!known.Contains(folder)) return Say($"{Escape.ForTerminal(folder)} was not trusted. The trusted ones: berth trust", ExitCode.NothingThere, context);
        return Write([.. known.Where(one => one != folder)], context);
    }

    [SupportedOSPlatform("linux")]
    static int List(CommandContext context)
    {
        var known = TrustedFolders.All();
        foreach (var folder in known) context.Out.Line(Escape.ForTerminal(folder));
        if (known.Count == 0) context.Say("berth: no folder of another user is trusted.");
        return ExitCode.Done;
    }

    [SupportedOSPlatform("linux")]
    static int Write(IReadOnlyList<string> folders, CommandContext context) =>
        TrustedFolders.Write(folders) is { } problem ? Say(Sentence.End(problem), ExitCode.Failed, context) : ExitCode.Done;

    static string Full(string word, CommandContext context)
    {
        var full = Path.GetFullPath(word, context.Directory ?? throw new UsageException("berth trust: the folder you are in is gone. Name one by its whole path."));
        return full == "/" ? full : full.TrimEnd('/');
    }

    static int Say(string why, int code, CommandContext context)
    {
        context.Say($"berth trust: {why}");
        return code;
    }
}
