using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>Files that should not be served, asked for with HEAD, and a listing of the folder at "/". At most three connections.</summary>
static class ExposedFiles
{
    static readonly string[] paths = ["/.git/HEAD", "/.env"];

    // A name that nobody has: a server that answers everything answers this too.
    const string Nobody = "/.berth-probe-7f3a91";

    public static async Task<IReadOnlyList<string>> FindAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        List<string> found = IsListing(root) ? ["/"] : [];
        var served = new List<string>();
        foreach (var path in paths)
            if (IsFile(await HeadAsync(web, path, cancel).ConfigureAwait(false))) served.Add(path);
        // A page for every path is no file; a file for every path says nothing of these.
        if (served.Count > 0 && !IsFile(await HeadAsync(web, Nobody, cancel).ConfigureAwait(false))) found.AddRange(served);
        return found;
    }

    static Task<HttpReply?> HeadAsync(WebService web, string path, CancellationToken cancel) => web.AskAsync(web.Get(path) with { Method = "HEAD" }, cancel);

    /// <summary>A page is what applications show for any path.</summary>
    internal static bool IsFile(HttpReply? reply) => reply is { Status: 200 } && reply.Header("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) != true;

    /// <summary>As Python, nginx, Apache, Caddy, serve and http-server title it.</summary>
    internal static bool IsListing(HttpReply root)
    {
        if (root.Status != 200) return false;
        var page = root.BodyText;
        foreach (var mark in (ReadOnlySpan<string>)["<title>Directory listing for /", "<title>Index of /", "<title>listing directory /", "<title>Files within "])
            if (page.Contains(mark, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
