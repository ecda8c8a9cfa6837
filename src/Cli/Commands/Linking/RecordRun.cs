using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model.Addressing;
using Berth.Protocols.Recording;

namespace Berth.Cli.Commands.Linking;

/// <summary>Writes what goes over a link, or what was recorded, into a file.</summary>
[SupportedOSPlatform("linux")]
sealed class RecordRun(CommandContext context, RecordWish wish)
{
    string File => Escape.ForTerminal(wish.File);

    public int Record(DaemonClient daemon, string link)
    {
        var reply = daemon.Open(Capabilities.LinkRecord, new LinkRequest(link));
        if (!reply.IsThere)
        {
            context.Say($"berth record: {DaemonTalk.Sentence(reply.Error)}");
            return DaemonTalk.ExitCodeOf(reply.Error);
        }
        using var feed = reply.Value;
        using var file = RecordFile.Open(wish, out var problem);
        if (file is null) return NotWritten(problem!);
        var isEnding = false;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        context.Say($"Recording {link} into {File}, until Ctrl-C.");
        var code = Write(file, Entries(feed, link));
        if (code == ExitCode.Done && !isEnding && feed.Error is { } error)
        {
            context.Say($"berth record: {DaemonTalk.Sentence(error)}");
            return DaemonTalk.ExitCodeOf(error);
        }
        return code;

        // What was written is whole: only the feed ends.
        void End(PosixSignalContext signalled)
        {
            signalled.Cancel = true;
            isEnding = true;
            feed.Dispose();
        }
    }

    public int Convert(string source)
    {
        try
        {
            using var stream = new FileStream(source, FileMode.Open, FileAccess.Read);
            if (RecordingReader.Open(stream, out var problem) is not { } reader)
            {
                context.Say($"berth record: {Escape.ForTerminal(source)} cannot be read: {problem}.");
                return ExitCode.BadUsage;
            }
            using var file = RecordFile.Open(wish, out problem);
            if (file is null) return NotWritten(problem!);
            var code = Write(file, Entries(reader));
            var shown = Escape.ForTerminal(source);
            if (reader.IsCut) context.Say($"{shown} is cut off or damaged behind {reader.WholeLength} bytes: what is before was taken.");
            return code;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            context.Say($"berth record: {Escape.ForTerminal(source)} cannot be read: {Escape.ForTerminal(error.Message)}");
            return error is FileNotFoundException or DirectoryNotFoundException ? ExitCode.NothingThere : ExitCode.Failed;
        }
    }

    int Write(RecordFile file, IEnumerable<RecordingEntry> entries)
    {
        long connections = 0, bytes = 0;
        try
        {
            foreach (var entry in entries)
            {
                file.Write(entry);
                connections += entry.Kind == RecordingKind.Opened ? 1 : 0;
                bytes += entry.Bytes.Length;
                if (!file.IsFull) continue;
                context.Say($"{File} has reached its limit: nothing more is recorded. More: --limit");
                break;
            }
        }
        catch (IOException error)
        {
            context.Say($"berth record: {File} cannot be written: {Escape.ForTerminal(error.Message)}");
            return ExitCode.Failed;
        }
        context.Say($"{File}: {connections} connections, {Quantities.Bytes(bytes)}.");
        return ExitCode.Done;
    }

    int NotWritten(string problem)
    {
        context.Say($"berth record: {File} cannot be written: {Escape.ForTerminal(problem)}.");
        return ExitCode.Refused;
    }

    static IEnumerable<RecordingEntry> Entries(RecordingReader reader)
    {
        while (reader.Next() is { } entry)
            if (entry.Kind != RecordingKind.Full) yield return entry;
    }

    static IEnumerable<RecordingEntry> Entries(DaemonFeed<RecordItem> feed, string link)
    {
        while (feed.Next() is { } item)
        {
            if (KindOf(item.Kind) is not { } kind) continue; // of a newer daemon
            var ends = kind == RecordingKind.Opened ? new ConnectionEnds(End(item.Client), End(item.Server), link) : null;
            yield return new RecordingEntry(kind, (uint)item.Connection, item.At) { Bytes = item.Bytes, Ends = ends };
        }
    }

    static RecordingKind? KindOf(string kind) => kind switch
    {
        "opened" => RecordingKind.Opened,
        "from-client" => RecordingKind.FromClient,
        "from-server" => RecordingKind.FromServer,
        "closed" => RecordingKind.Closed,
        "reset" => RecordingKind.Reset,
        _ => null,
    };

    static Endpoint End(string? text) => IPEndPoint.TryParse(text ?? "", out var end)
        ? new Endpoint(Protocol.Tcp, InetAddress.From(end.Address), new Port((ushort)end.Port))
        : new Endpoint(Protocol.Tcp, InetAddress.LoopbackV4, default);
}
