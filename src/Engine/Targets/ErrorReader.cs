using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>
/// Reads a pasted error message: what went wrong, and on which endpoint. The line that tells the error comes first, then its
/// neighbours, then the rest: a stack trace is full of numbers after colons that are no ports.
/// </summary>
static class ErrorReader
{
    // A whole log may be pasted. The error is at one of its ends: runtimes print it first or last.
    const int LongestEnd = 32 * 1024;

    /// <summary>Null when the text holds no error that is known here.</summary>
    public static ErrorTarget? Read(string text)
    {
        var kept = text.Length <= 2 * LongestEnd ? text : string.Concat(text.AsSpan(0, LongestEnd), "\n", text.AsSpan(text.Length - LongestEnd));
        if (ErrorMarks.FirstIn(kept) is not { } mark) return null;
        var mentions = EndpointMentions.In(kept);
        var line = LineOf(kept, mark.Start);
        var best = Best(mentions, mark.Kind, line);
        // Without an endpoint, a few words such as "permission denied" may be about anything; the kind is still what was asked.
        var also = new List<TriedEndpoint>();
        foreach (var other in mentions)
            if (best is not null && other.IsOnMarkedLine && other.Port is { } port && !Same(other, best) && !IsLocalEnd(other, mark.Kind))
                Add(also, new TriedEndpoint(other.Host, port));
        return new ErrorTarget(text, mark.Kind, best?.Host ?? NameIn(mentions, line), best?.Port, ProtocolIn(kept, mark))
        {
            AlsoTried = also,
            IsOfWindows = ErrorMarks.IsOfWindows(kept),
            Path = best is null ? mentions.Find(mention => mention.Path is not null)?.Path : null,
        };
    }

    /// <summary>The endpoint that a message names whose words are not known; null when it names none.</summary>
    public static ErrorTarget? ReadAny(string text)
    {
        var kept = text.Length <= LongestEnd ? text : text[..LongestEnd];
        var best = Best(EndpointMentions.In(kept), ErrorKind.Unknown, 0);
        return best is null ? null : new ErrorTarget(text, ErrorKind.Unknown, best.Host, best.Port, null);
    }

    static void Add(List<TriedEndpoint> tried, TriedEndpoint endpoint)
    {
        if (tried.Count < 8 && !tried.Contains(endpoint)) tried.Add(endpoint);
    }

    static bool Same(Mention a, Mention b) => a.Port == b.Port && (a.Host == b.Host || a.Host is null);

    static Mention? Best(List<Mention> mentions, ErrorKind kind, int line)
    {
        Mention? best = null;
        var bestRank = int.MaxValue;
        foreach (var mention in mentions)
        {
            if (mention.Port is null || mention.Port.Value.Number == 0) continue;
            var rank = Rank(mention, kind, line);
            if (rank >= bestRank) continue;
            (best, bestRank) = (mention, rank);
        }
        return best;
    }

    // Near the error first, below it before above it: details follow the headline.
    static int Rank(Mention mention, ErrorKind kind, int line)
    {
        var distance = mention.Line >= line ? (mention.Line - line) * 2 : (line - mention.Line) * 2 + 1;
        var rank = Math.Min(distance, 1000) * 10 + (mention.Host is null ? 2 : 0);
        return IsLocalEnd(mention, kind) ? rank + 5 : rank;
    }

    // "read tcp 127.0.0.1:34512->127.0.0.1:5432": a client complains of the far end.
    static bool IsLocalEnd(Mention mention, ErrorKind kind) => kind is >= ErrorKind.ConnectionRefused and not ErrorKind.Unknown ? mention.IsBeforeArrow : mention.IsAfterArrow;

    static TargetHost? NameIn(List<Mention> mentions, int line) =>
        mentions.Find(mention => mention.Line == line && mention is { Port: null, Host: not null })?.Host
        ?? mentions.Find(mention => mention is { Port: null, Host.IsLocalhostName: true })?.Host;

    static Protocol? ProtocolIn(string text, ErrorMarks.Mark mark)
    {
        var start = text.LastIndexOf('\n', mark.Start) + 1;
        var end = text.IndexOf('\n', mark.Start);
        var line = end < 0 ? text.AsSpan(start) : text.AsSpan(start, end - start);
        // Only a bind says it worth saying: "listen udp :53". Connections that are refused or reset are TCP's.
        if (line.Contains(" udp", StringComparison.OrdinalIgnoreCase) || line.Contains("/udp", StringComparison.OrdinalIgnoreCase)) return Protocol.Udp;
        if (line.Contains(" tcp", StringComparison.OrdinalIgnoreCase) || line.Contains("/tcp", StringComparison.OrdinalIgnoreCase)) return Protocol.Tcp;
        return mark.Kind is ErrorKind.ConnectionReset ? Protocol.Tcp : null;
    }

    static int LineOf(string text, int position) => text.AsSpan(0, position).Count('\n');
}
