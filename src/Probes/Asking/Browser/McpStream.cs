using System.Text;
using System.Text.Json;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// The older transport of the Model Context Protocol: a stream of events that names the place to post to, and brings the answers.
/// https://modelcontextprotocol.io/specification/2024-11-05/basic/transports
/// </summary>
static class McpStream
{
    public const string Path = "/sse";

    /// <summary>Opens a session and says the words in it, under a name; null when no HTTP came back.</summary>
    public static async Task<McpSession?> TryAsync(WebService web, string host, Func<string, HttpAsk> post, CancellationToken cancel)
    {
        if (await web.DialAsync(cancel).ConfigureAwait(false) is not { } line) return null;
        await using (line.ConfigureAwait(false))
        {
            using (var deadline = line.Deadline(cancel))
                await line.SayAsync((web.Get(Path) with { Host = host, Accept = "text/event-stream" }).Bytes(), deadline.Token).ConfigureAwait(false);
            var opened = await ReadAsync(line, static reply => !IsStream(reply) || Data(reply, "endpoint") is not null, cancel).ConfigureAwait(false);
            if (opened is null) return null;
            if (!IsStream(opened) || Place(web, Data(opened, "endpoint")) is not { } endpoint) return new McpSession(opened, null, null);
            var posted = await web.AskAsync(post(endpoint), cancel).ConfigureAwait(false);
            if (posted is not { Status: >= 200 and < 300 }) return new McpSession(opened, posted, null);
            var told = await ReadAsync(line, static reply => Data(reply, "message") is not null, cancel).ConfigureAwait(false);
            return new McpSession(opened, posted, told is null ? null : Json.Parse(Encoding.UTF8.GetBytes(Data(told, "message") ?? "")));
        }
    }

    // As far as it came when the time was up.
    static async Task<HttpReply?> ReadAsync(Line line, Func<HttpReply, bool> isEnough, CancellationToken cancel)
    {
        using var deadline = line.Deadline(cancel);
        while (true)
        {
            var reply = HttpReply.Read(line.Received.Span);
            if (reply is not null && isEnough(reply) || !await line.MoreAsync(deadline.Token).ConfigureAwait(false)) return reply;
            cancel.ThrowIfCancellationRequested();
        }
    }

    // Whatever address it names, it is asked here.
    static string? Place(WebService web, string? endpoint) =>
        endpoint is not null && Uri.TryCreate(new Uri($"http://localhost:{web.Port}{Path}"), endpoint, out var place) && place.Scheme is "http" or "https" ? place.PathAndQuery : null;

    public static bool IsStream(HttpReply reply) => reply.Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The data of the first whole event of a kind (HTML standard, section 9.2.6); null when none came.</summary>
    internal static string? Data(HttpReply reply, string kind)
    {
        foreach (var one in reply.BodyText.ReplaceLineEndings("\n").Split("\n\n")[..^1])
        {
            var lines = one.Split('\n');
            var name = lines.FirstOrDefault(static line => line.StartsWith("event:", StringComparison.Ordinal))?["event:".Length..].Trim() ?? "message";
            if (name == kind) return string.Join('\n', lines.Where(static line => line.StartsWith("data:", StringComparison.Ordinal)).Select(static line => line["data:".Length..].Trim()));
        }
        return null;
    }
}

/// <param name="Opened">The answer to the request for the stream.</param>
/// <param name="Posted">The answer to the words; null when there was no place to post them to, or none came.</param>
/// <param name="Message">What came back over the stream.</param>
sealed record McpSession(HttpReply Opened, HttpReply? Posted, JsonElement? Message);
