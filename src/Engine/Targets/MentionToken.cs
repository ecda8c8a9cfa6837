using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

/// <summary>What one word of a message can be: an endpoint, a host, a path of a unix socket.</summary>
static class MentionToken
{
    const int LongestHost = 253;

    public static string? Path(ReadOnlySpan<char> token)
    {
        if (token.StartsWith("unix:")) token = token[5..];
        while (token.StartsWith("//")) token = token[1..];
        if (token.Length is < 2 or > 256 || token[0] != '/') return null;
        // PostgreSQL's sockets end in their port: /run/postgresql/.s.PGSQL.5432
        return token.Contains(".sock", StringComparison.Ordinal) || token.Contains("/.s.PGSQL.", StringComparison.Ordinal) ? token.ToString() : null;
    }

    /// <param name="mayBeName">Whether a plain host name may stand before the colon; elsewhere it is a file and a line.</param>
    public static (TargetHost? Host, Port Port)? Endpoint(ReadOnlySpan<char> token, bool mayBeName)
    {
        if (token.Length > LongestHost + 32) return null;
        var scheme = token.IndexOf("://");
        if (scheme > 0)
            // Only as a URL: whatever else reads messages would come back here with the same word.
            return TargetParser.ParseUrl(token.ToString()).Target is UrlTarget url ? (url.At, url.Number) : null;
        // java: "localhost/127.0.0.1:5432"; docker: "5432/tcp" after the rest.
        var slash = token.IndexOf('/');
        if (slash >= 0 && Endpoint(token[(slash + 1)..], false) is { } afterSlash) return afterSlash;
        if (slash >= 0) token = token[..slash];
        if (token.StartsWith(":::") || token.StartsWith("::1:")) return Split(token, token.LastIndexOf(':'), false);
        if (token is ['[', ..])
        {
            var close = token.IndexOf("]:");
            return close > 0 ? Split(token, close + 1, false) : null;
        }
        // docker: "0.0.0.0:5432:172.17.0.2:5432" begins with the host's side.
        var colon = token.IndexOf(':');
        if (colon >= 0 && token.Count('.') >= 3) return Split(token, colon, mayBeName);
        if (colon >= 0 && colon == token.LastIndexOf(':')) return Split(token, colon, mayBeName);
        return Split(token, token.LastIndexOf(':'), false);
    }

    public static TargetHost? Host(ReadOnlySpan<char> token, bool mayBeName)
    {
        if (token.Length > LongestHost || token.IndexOfAnyExcept("*+") < 0) return null;
        if (!TargetHost.TryParse(token, out var host)) return null;
        return host.Address is not null || host.IsLocalhostName || (mayBeName && char.IsAsciiLetter(token[0])) ? host : null;
    }

    static (TargetHost? Host, Port Port)? Split(ReadOnlySpan<char> token, int colon, bool mayBeName)
    {
        if (colon < 0) return null;
        var digits = token[(colon + 1)..];
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        // After a port only another endpoint may follow, and a clock's "12:05" has a leading zero.
        if (end >= 0 && digits[end] != ':') return null;
        if (end >= 0) digits = digits[..end];
        if (digits is ['0', _, ..] || !Port.TryParse(digits, out var port)) return null;
        if (colon == 0) return (null, port);
        if (!TargetHost.TryParse(token[..colon], out var host)) return null;
        if (host.IsUnresolvedName && (!mayBeName || end >= 0 || !char.IsAsciiLetter(token[0]) || IsFile(host.Text))) return null;
        return (host, port);
    }

    static bool IsFile(string name) => System.IO.Path.GetExtension(name.AsSpan()) is
        ".js" or ".mjs" or ".cjs" or ".ts" or ".tsx" or ".py" or ".go" or ".rb" or ".rs" or ".java" or ".kt" or ".cs" or ".php" or ".c" or ".cc" or ".cpp" or ".ex" or ".exs";
}
