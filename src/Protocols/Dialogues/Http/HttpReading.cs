using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http;

/// <summary>What an answer tells of the server, whatever the product.</summary>
public static class HttpReading
{
    const int MostTitle = 100;

    public static Heard Of(HttpReply reply, string asked)
    {
        var (product, version) = Product(reply);
        return new Heard("http", $"{asked} was answered {reply.StatusLine}")
        {
            Product = product,
            Version = version,
            Authentication = reply.Status is 401 or 407 ? Authentication.Required : Authentication.Unknown,
            Http = new HttpFacts
            {
                Status = reply.Status,
                Server = Header(reply, "Server"),
                Title = Title(reply),
                Location = Header(reply, "Location"),
            },
        };
    }

    /// <summary>The server as it names itself: "nginx/1.22.1 (Debian)" is nginx 1.22.1.</summary>
    static (string? Product, string? Version) Product(HttpReply reply)
    {
        if (Header(reply, "Server") is { Length: > 0 } server) return Named(server);
        return Header(reply, "X-Powered-By") is { Length: > 0 } framework ? Named(framework) : (null, null);
    }

    static (string? Product, string? Version) Named(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return (null, null);
        // "SimpleHTTP/0.6 Python/3.11.2" and "BaseHTTP/0.6 Python/3.11.2": the second word is the one that has news.
        if (words.Length == 2 && words[1].StartsWith("Python/", StringComparison.Ordinal) && words[0].Contains("HTTP/", StringComparison.Ordinal))
            return ("Python http.server", words[1]["Python/".Length..]);
        var slash = words[0].IndexOf('/');
        if (slash > 0) return (words[0][..slash], words[0][(slash + 1)..] is { Length: > 0 } version ? version : null);
        // "Next.js", "Express", "Kestrel", "Phusion Passenger": names, not sentences.
        return (text, null);
    }

    static string? Title(HttpReply reply)
    {
        var page = reply.BodyText;
        var start = page.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return null;
        start = page.IndexOf('>', start) + 1;
        var end = start == 0 ? -1 : page.IndexOf('<', start);
        if (end < 0) return null;
        return Said.Text(System.Text.Encoding.UTF8.GetBytes(System.Net.WebUtility.HtmlDecode(page[start..Math.Min(end, start + 4 * MostTitle)])), MostTitle);
    }

    static string? Header(HttpReply reply, string name) => reply.Header(name) is { } text ? Cut.To(text, 200) : null;
}
