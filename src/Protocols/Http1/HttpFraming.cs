using System.Globalization;

namespace Berth.Protocols.Http1;

/// <summary>How a body ends.</summary>
public enum HttpBodyKind : byte
{
    /// <summary>There is none.</summary>
    None,
    Length,
    Chunked,

    /// <summary>With the connection; replies only.</summary>
    UntilClose,

    /// <summary>What follows is no HTTP any more: a reply 101, or 2xx to CONNECT.</summary>
    Tunnel,
}

/// <summary>How the body of a message ends, in the order of RFC 9112, section 6.3.</summary>
/// <param name="Length">Of the body, when its kind is <see cref="HttpBodyKind.Length"/>; else 0.</param>
public readonly record struct HttpFraming(HttpBodyKind Kind, long Length = 0)
{
    /// <param name="askedBy">The method that a reply answers; null when it is not known: then as for GET.</param>
    /// <param name="problem">Why it cannot be told for sure; null when it can.</param>
    internal static HttpFraming Of(HttpHead head, string? askedBy, out string? problem)
    {
        problem = null;
        if (!head.IsRequest)
        {
            if (head.Status == 101) return new(HttpBodyKind.Tunnel);
            if (head.Status is < 200 or 204 or 304 || askedBy == "HEAD") return new(HttpBodyKind.None);
            if (askedBy == "CONNECT" && head.Status < 300) return new(HttpBodyKind.Tunnel);
        }
        var codings = string.Join(',', head.All("Transfer-Encoding"));
        var length = SaidLength(head, ref problem);
        if (problem is not null) return default;
        if (codings.Length > 0) return Coded(head, codings, length is not null, out problem);
        if (length is { } known) return known == 0 ? new(HttpBodyKind.None) : new(HttpBodyKind.Length, known);
        return head.IsRequest ? new(HttpBodyKind.None) : new(HttpBodyKind.UntilClose);
    }

    // Two readers that disagree here are how requests are smuggled: whatever is not plain is not understood.
    static HttpFraming Coded(HttpHead head, string codings, bool hasLength, out string? problem)
    {
        problem = hasLength ? "it has both Transfer-Encoding and Content-Length"
            : head.MinorVersion == 0 ? "HTTP/1.0 has no Transfer-Encoding"
            : null;
        if (problem is not null) return default;
        var words = codings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var chunked = Array.FindAll(words, static word => word.Equals("chunked", StringComparison.OrdinalIgnoreCase)).Length;
        if (chunked == 1 && words[^1].Equals("chunked", StringComparison.OrdinalIgnoreCase)) return new(HttpBodyKind.Chunked);
        if (chunked == 0 && !head.IsRequest) return new(HttpBodyKind.UntilClose);
        problem = "its Transfer-Encoding does not end with one chunked";
        return default;
    }

    // "5, 5" is 5 (RFC 9110, section 8.6).
    static long? SaidLength(HttpHead head, ref string? problem)
    {
        long? found = null;
        foreach (var value in head.All("Content-Length"))
            foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
            {
                var isNumber = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length);
                if (!isNumber) problem = "its Content-Length is no number";
                else if (found is not null && found != length) problem = "it has two different Content-Lengths";
                else found = length;
            }
        return found;
    }
}
