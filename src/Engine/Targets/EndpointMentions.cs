using System.Buffers;
using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>
/// Finds the endpoints in a message, in the order they stand: "0.0.0.0:80", ":::3000", "[::1]:5432", "('127.0.0.1', 8000)",
/// "localhost port 3000", "address: '::', port: 3000", "http://127.0.0.1:5000".
/// </summary>
static class EndpointMentions
{
    const int Most = 256;

    // What ends a token. Brackets, colons and slashes belong to endpoints.
    static readonly SearchValues<char> Breaks = SearchValues.Create(" \t\r\"'`(),;<>|{}=\u2018\u2019\u201c\u201d");

    public static List<Mention> In(string text)
    {
        var found = new List<Mention>();
        var number = -1;
        TargetHost? pending = null;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            number++;
            var line = text.AsSpan(range);
            if (found.Count >= Most) break;
            if (IsStackFrame(line)) continue;
            pending = ReadLine(line, number, pending, found);
        }
        return found;
    }

    // "at Server.listen (node:net:1463:16)", 'File "app.py", line 10'.
    static bool IsStackFrame(ReadOnlySpan<char> line)
    {
        var start = line.TrimStart();
        return start.StartsWith("at ") || start.StartsWith("File \"") || start.StartsWith("from ");
    }

    // An address may stand one line before its port, as node prints its error objects.
    static TargetHost? ReadLine(ReadOnlySpan<char> line, int number, TargetHost? earlier, List<Mention> found)
    {
        var marked = ErrorMarks.FirstIn(line) is not null;
        TargetHost? pending = null;
        var first = found.Count;
        var portWord = false;
        var at = 0;
        while (at < line.Length && found.Count < Most)
        {
            if (Breaks.Contains(line[at]))
            {
                at++;
                continue;
            }
            var length = line[at..].IndexOfAny(Breaks);
            if (length < 0) length = line.Length - at;
            var raw = line.Slice(at, length);
            var tuple = line[..at].TrimEnd("'\" ").EndsWith(",");
            var afterArrow = IsArrow(line[..at]);
            var beforeArrow = line[(at + length)..].TrimStart(' ').StartsWith("->") || raw.EndsWith("-") && line[(at + length)..].StartsWith(">");
            at += length;

            var token = raw.Trim("!.?").TrimEnd("-:.!?");
            // Elixir: "[port: 4000]".
            if (token.EndsWith("]") && !token.Contains('[')) token = token.TrimEnd(']');
            else if (token is ['[', ..] && !token.Contains(']')) token = token.TrimStart('[');
            // The trailing colon of "port:" goes, the leading one of ":8080" stays.
            if (token.IsEmpty) continue;
            if (MentionToken.Path(token) is { } path)
            {
                found.Add(new Mention(number, null, null) { Path = path, IsOnMarkedLine = marked });
                continue;
            }
            if (MentionToken.Endpoint(token, marked) is { } endpoint)
            {
                // wget: "|127.0.0.1|:3000".
                var host = endpoint.Host ?? TargetHost.Any;
                if (host.IsAny && pending is not null) host = pending;
                found.Add(new Mention(number, host, endpoint.Port) { IsOnMarkedLine = marked, IsBeforeArrow = beforeArrow, IsAfterArrow = afterArrow });
                (pending, portWord) = (null, false);
                continue;
            }
            // Erlang: "{{0,0,0,0},33333}", "{{0,0,0,0,0,0,0,1},8080}".
            if (tuple && pending is null && IsAfterErlangAddress(line[..(at - length)])) pending = TargetHost.Any;
            if (Port.TryParse(token, out var port) && (portWord || (tuple && pending is not null)))
            {
                found.Add(new Mention(number, pending ?? earlier, port) { IsOnMarkedLine = marked });
                (pending, earlier, portWord) = (null, null, false);
                continue;
            }
            portWord = token.Equals("port", StringComparison.OrdinalIgnoreCase) || token.EndsWith(".port", StringComparison.OrdinalIgnoreCase)
                || (portWord && token.Equals("number", StringComparison.OrdinalIgnoreCase));
            if (MentionToken.Host(token, AfterHostWord(line[..(at - length)])) is { } name) pending = name;
        }
        if (pending is not null) found.Add(new Mention(number, pending, null) { IsOnMarkedLine = marked });
        return pending is null || found.Count - first > 1 ? null : pending;
    }

    static bool IsAfterErlangAddress(ReadOnlySpan<char> before)
    {
        if (!before.EndsWith("},")) return false;
        var open = before.LastIndexOf('{');
        return open >= 0 && before[(open + 1)..^2].Count(',') is 3 or 7 && before[(open + 1)..^2].IndexOfAnyExceptInRange('0', '9') > 0;
    }

    static bool IsArrow(ReadOnlySpan<char> before) => before.TrimEnd(' ').EndsWith("->");

    // "connect to host example port 22", "host='example'", "Failed to connect to example port 80", "resolve host: example".
    static bool AfterHostWord(ReadOnlySpan<char> before)
    {
        var trimmed = before.TrimEnd(" '\"=:");
        if (trimmed.EndsWith("connect to", StringComparison.OrdinalIgnoreCase) || trimmed.EndsWith("server at", StringComparison.OrdinalIgnoreCase)) return true;
        var word = trimmed[(trimmed.LastIndexOfAny(Breaks) + 1)..];
        return word.Equals("host", StringComparison.OrdinalIgnoreCase) || word is "lookup" or "ENOTFOUND" or "EAI_AGAIN";
    }
}
