using Berth.Model.Addressing;

namespace Berth.Engine.Targets;

// scheme://user:password@host:port/path, read without the framework's Uri: that one takes only what it can normalise.
public static partial class TargetParser
{
    const string UrlForms = "a URL such as http://localhost:3000 or postgres://localhost/app";

    internal static TargetResult ParseUrl(string typed)
    {
        var mark = typed.IndexOf("://", StringComparison.Ordinal);
        var scheme = typed[..mark].ToLowerInvariant();
        if (scheme is "unix" or "http+unix") return ParsePath(typed, typed[(mark + 3)..]);
        if (!IsScheme(scheme)) return new TargetError($"{Excerpt.Of(typed)} has no scheme before ://", UrlForms);
        var authority = Authority(typed.AsSpan(mark + 3));
        if (!TrySplitAuthority(authority, out var name, out var digits) || !TargetHost.TryParse(name, out var host))
            return new TargetError($"{Excerpt.Of(authority.ToString())} is not a host with an optional port", UrlForms);
        Protocol? protocol = scheme is "tcp" or "udp" ? (scheme is "tcp" ? Protocol.Tcp : Protocol.Udp) : null;
        if (!digits.IsEmpty)
            return Port.TryParse(digits, out var port) ? new UrlTarget(typed, scheme, host, port, false, protocol) : NotAPort(digits.ToString());
        var plain = scheme.Contains('+') && UrlSchemes.DefaultPort(scheme) is null ? scheme[..scheme.IndexOf('+')] : scheme;
        if (UrlSchemes.DefaultPort(plain) is { } usual) return new UrlTarget(typed, scheme, host, new Port(usual), true, protocol);
        return new TargetError($"{Excerpt.Of(typed)} names no port, and {scheme} has none of its own", "the port after the host, such as http://localhost:3000");
    }

    static ReadOnlySpan<char> Authority(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny("/?#\\");
        if (end >= 0) rest = rest[..end];
        return rest[(rest.LastIndexOf('@') + 1)..];
    }

    static bool TrySplitAuthority(ReadOnlySpan<char> authority, out ReadOnlySpan<char> host, out ReadOnlySpan<char> port)
    {
        host = authority;
        port = default;
        var close = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        if (colon > close)
        {
            host = authority[..colon];
            port = authority[(colon + 1)..];
        }
        // Several hosts (mongodb://a:1,b:2) are several questions.
        return !host.IsEmpty && !authority.Contains(',');
    }

    static bool IsScheme(string text)
    {
        if (text.Length is 0 or > 32 || !char.IsAsciiLetter(text[0])) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        return true;
    }
}
