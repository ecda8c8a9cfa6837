using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Berth.Protocols.Http1;

namespace Berth.Protocols.Recording;

/// <summary>One entry of a HAR: a request, its reply, and how long they took.</summary>
sealed class HarEntry(Utf8JsonWriter json, bool withCredentials)
{
    const string KeptBack = "(kept back)";

    // What lets somebody else in, by what such headers are called: Authorization, Set-Cookie, X-Api-Key, X-CSRF-Token...
    static readonly string[] credentials =
        ["auth", "cookie", "token", "secret", "api-key", "apikey", "password", "session", "csrf", "xsrf", "credential"];

    public void Write(HttpExchange exchange, DateTimeOffset began, ConnectionEnds ends, uint connection)
    {
        // What nobody asked for has no place in a HAR.
        if (exchange.Request is not { } request) return;
        json.WriteStartObject();
        var started = (began + exchange.AskedAt).UtcDateTime;
        json.WriteString("startedDateTime"u8, started.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        json.WriteNumber("time"u8, Between(exchange.AskedAt, exchange.DoneAt));
        Request(request, exchange, ends);
        Reply(exchange);
        json.WriteStartObject("cache"u8);
        json.WriteEndObject();
        json.WriteStartObject("timings"u8);
        json.WriteNumber("send"u8, Between(exchange.AskedAt, exchange.SentAt));
        json.WriteNumber("wait"u8, Between(exchange.SentAt, exchange.AnsweredAt));
        json.WriteNumber("receive"u8, Between(exchange.AnsweredAt, exchange.DoneAt));
        json.WriteEndObject();
        json.WriteString("serverIPAddress"u8, ends.Server.Address.ToString());
        json.WriteString("connection"u8, connection.ToString(CultureInfo.InvariantCulture));
        if (!exchange.IsWhole) json.WriteString("comment"u8, "the connection ended before the answer was whole"u8);
        json.WriteEndObject();
        json.Flush();
    }

    static double Between(TimeSpan from, TimeSpan to) => Math.Max(0, Math.Round((to - from).TotalMilliseconds, 3));

    void Request(HttpHead request, HttpExchange exchange, ConnectionEnds ends)
    {
        json.WriteStartObject("request"u8);
        json.WriteString("method"u8, request.Method);
        var isPath = request.Target.StartsWith('/');
        json.WriteString("url"u8, isPath ? $"http://{request.Field("Host") ?? ends.Server.ToString()}{request.Target}" : request.Target);
        Message(request, exchange.RequestBody);
        json.WriteStartArray("queryString"u8);
        foreach (var (name, value) in Query(request.Target)) Pair(name, value);
        json.WriteEndArray();
        if (exchange.RequestBody.Length > 0)
        {
            json.WriteStartObject("postData"u8);
            json.WriteString("mimeType"u8, request.Field("Content-Type") ?? "application/octet-stream");
            Content(exchange.RequestBody);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    // Without a reply: status 0, as browsers write it.
    void Reply(HttpExchange exchange)
    {
        var reply = exchange.Reply ?? new HttpHead { MinorVersion = 1 };
        json.WriteStartObject("response"u8);
        json.WriteNumber("status"u8, reply.Status);
        json.WriteString("statusText"u8, reply.Reason);
        Message(reply, exchange.ReplyBody);
        json.WriteStartObject("content"u8);
        json.WriteNumber("size"u8, exchange.ReplyBody.Length);
        json.WriteString("mimeType"u8, reply.Field("Content-Type") ?? "");
        if (exchange.ReplyBody.Length > 0) Content(exchange.ReplyBody);
        json.WriteEndObject();
        json.WriteString("redirectURL"u8, reply.Field("Location") ?? "");
        json.WriteEndObject();
    }

    void Message(HttpHead head, BodyPart body)
    {
        json.WriteString("httpVersion"u8, $"HTTP/1.{head.MinorVersion}");
        json.WriteStartArray("cookies"u8);
        foreach (var cookie in Cookies(head))
        {
            var equals = cookie.IndexOf('=');
            if (equals > 0) Pair(cookie[..equals].Trim(), withCredentials ? cookie[(equals + 1)..].Trim() : KeptBack);
        }
        json.WriteEndArray();
        json.WriteStartArray("headers"u8);
        foreach (var field in head.Fields)
            Pair(field.Name, withCredentials || !IsCredential(field.Name) ? field.Value : KeptBack);
        json.WriteEndArray();
        json.WriteNumber("headersSize"u8, head.Size);
        json.WriteNumber("bodySize"u8, body.Length);
    }

    static IEnumerable<string> Cookies(HttpHead head) => head.IsRequest
        ? head.All("Cookie").SelectMany(static value => value.Split(';'))
        : head.All("Set-Cookie").Select(static value => value.Split(';')[0]);

    static bool IsCredential(string name) => Array.Exists(credentials, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    void Pair(string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, name);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }

    // Text where it is UTF-8, else base64.
    void Content(BodyPart body)
    {
        ReadOnlySpan<byte> bytes = body.Kept.ToArray();
        var text = bytes;
        // A character may have been cut in two.
        for (var cut = 0; body.Length > bytes.Length && cut < 3 && !Utf8.IsValid(text); cut++) text = text[..^1];
        if (Utf8.IsValid(text)) json.WriteString("text"u8, text);
        else
        {
            json.WriteString("text"u8, Convert.ToBase64String(bytes));
            json.WriteString("encoding"u8, "base64"u8);
        }
        if (body.Length > body.Kept.Count) json.WriteString("comment"u8, $"the first {body.Kept.Count} of {body.Length} bytes");
    }

    static IEnumerable<(string Name, string Value)> Query(string target)
    {
        var mark = target.IndexOf('?');
        if (mark < 0) yield break;
        foreach (var part in target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            yield return equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
        }
    }
}
