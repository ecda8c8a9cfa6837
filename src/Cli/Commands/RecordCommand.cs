using System.CommandLine;
using Berth.Cli.Arguments;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Linking;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Links.Units;

namespace Berth.Cli.Commands;

/// <summary>`berth record`: keeps what goes over a link.</summary>
static class RecordCommand
{
    const string UsualLimit = "1GB";

    const string Examples = """
        Examples:
          berth record db -o db.rec                     all that goes over db, until Ctrl-C
          berth record web -o web.har --har             its HTTP exchanges, for browsers' developer tools
          berth record db -o db.pcapng --pcapng         for Wireshark
          berth record --from db.rec -o db.pcapng --pcapng

        A recording has everything, passwords too: only you may read the file. A HAR leaves cookies and Authorization out, unless you say
        --with-credentials. A crash costs the last entry at most; --append goes on with a file.
        """;

    public static Command Create(CommandContext context)
    {
        var name = LinkName.Existing();
        name.Arity = ArgumentArity.ZeroOrOne;
        var output = new Option<string?>("--output", "-o") { Description = "The file, which must not be there yet", HelpName = "file" };
        var from = new Option<string?>("--from") { Description = "Take a recording in place of a link", HelpName = "file" };
        var pcapng = new Option<bool>("--pcapng") { Description = "As packets, for Wireshark and its like" };
        var har = new Option<bool>("--har") { Description = "The HTTP exchanges as HAR 1.2" };
        var credentials = new Option<bool>("--with-credentials") { Description = "With --har: cookies and Authorization too" };
        var append = new Option<bool>("--append") { Description = "Go on with a recording that is there" };
        var limit = new Option<string?>("--limit") { Description = $"Stop at so many bytes (default {UsualLimit})", HelpName = "size" };
        var command = new Command("record", "Keep what goes over a link, in a file")
        {
            name, output, from, pcapng, har, credentials, append, limit,
        };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(output)
                ?? throw new UsageException("berth record: say into which file. Try: berth record db -o db.rec");
            var (link, source) = (parsed.GetValue(name), parsed.GetValue(from));
            if ((link is null) == (source is null))
                throw new UsageException("berth record: say either which link, or --from which recording. Try: berth record db -o db.rec");
            var form = Form(parsed.GetValue(pcapng), parsed.GetValue(har), parsed.GetValue(append));
            var most = Size(parsed.GetValue(limit) ?? UsualLimit);
            return Run(context, link, source, new RecordWish(file, form, parsed.GetValue(credentials), parsed.GetValue(append), most));
        });
        return command.WithExamples(Examples);
    }

    static RecordForm Form(bool pcapng, bool har, bool append)
    {
        if (pcapng && har) throw new UsageException("berth record: --pcapng or --har: a file is one of the two.");
        if (append && (pcapng || har))
            throw new UsageException("berth record: --append goes on with a recording of Berth's own: leave --pcapng and --har out.");
        return pcapng ? RecordForm.Pcapng : har ? RecordForm.Har : RecordForm.Own;
    }

    static long Size(string text) => Quantity.TrySize(text, out var size) && size >= 1000 ? size
        : throw new UsageException($"berth: --limit '{Escape.ForTerminal(text)}' is not a size. Write 100MB or 1GB, at least 1KB.");

    static int Run(CommandContext context, string? link, string? source, RecordWish wish)
    {
        if (!OperatingSystem.IsLinux())
        {
            context.Say("berth record: it is there on Linux only so far.");
            return ExitCode.Unavailable;
        }
        if (source is not null) return new RecordRun(context, wish).Convert(source);
        if (DaemonTalk.Client(context, "berth record") is not { } daemon) return ExitCode.Unavailable;
        return new RecordRun(context, wish).Record(daemon, link!);
    }
}
