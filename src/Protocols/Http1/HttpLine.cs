using System.Buffers;
using System.Text;

namespace Berth.Protocols.Http1;

/// <summary>The lines of a head (RFC 9112, sections 3 to 5). Strict: null where a reader could take it in two ways.</summary>
static class HttpLine
{
    const int LongestMethod = 32;

    // token, RFC 9110, section 5.6.2
    static readonly SearchValues<byte> tokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    // A field's value has visible characters, space, tab and obs-text.
    static readonly SearchValues<byte> controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(static code => code != '\t').Select(static code => (byte)code), 0x7f]);

    /// <summary>Without its end: CRLF, or the bare LF of section 2.2.</summary>
    public static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> line)
    {
        line = line[..^1];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }

    /// <summary>"GET /path HTTP/1.1"</summary>
    public static (string Method, string Target, int Minor)? Request(ReadOnlySpan<byte> line)
    {
        var method = line.IndexOf((byte)' ');
        var version = line.LastIndexOf((byte)' ');
        if (method is <= 0 or > LongestMethod || version <= method + 1 || !IsToken(line[..method])) return null;
        var target = line[(method + 1)..version];
        if (target.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || target.Contains((byte)0x7f)) return null;
        return Minor(line[(version + 1)..]) is { } minor ? (Latin1(line[..method]), Latin1(target), minor) : null;
    }

    /// <summary>"HTTP/1.1 200 OK"; the reason may be empty, and its space missing.</summary>
    public static (int Status, string Reason, int Minor)? Reply(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || line[8] != ' ' || Minor(line[..8]) is not { } minor) return null;
        var status = 0;
        foreach (var digit in line[9..12])
        {
            if (digit is < (byte)'0' or > (byte)'9') return null;
            status = 10 * status + digit - '0';
        }
        if (status < 100 || (line.Length > 12 && line[12] != ' ')) return null;
        var reason = line.Length > 13 ? line[13..] : default;
        return reason.IndexOfAny(controls) < 0 ? (status, Latin1(reason), minor) : null;
    }

    /// <summary>"Name: value". No white space before the colon, no folded line (sections 5.1 and 5.2).</summary>
    public static HttpField? Field(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || !IsToken(line[..colon])) return null;
        var value = line[(colon + 1)..].Trim(" \t"u8);
        return value.IndexOfAny(controls) < 0 ? new HttpField(Latin1(line[..colon]), Latin1(value)) : null;
    }

    /// <summary>The size that begins a chunk; extensions are passed over (section 7.1). The line ends with CRLF and nothing else.</summary>
    public static long? ChunkSize(ReadOnlySpan<byte> line)
    {
        if (!line.EndsWith("\r\n"u8)) return null;
        line = line[..^2];
        var extension = line.IndexOf((byte)';');
        if (extension >= 0 && line[extension..].IndexOfAny(controls) >= 0) return null;
        var digits = (extension < 0 ? line : line[..extension]).TrimEnd(" \t"u8);
        if (digits.Length is 0 or > 15) return null;
        long size = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return null;
            size = 16 * size + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }
        return size;
    }

    static int? Minor(ReadOnlySpan<byte> version)
    {
        if (version.Length != 8 || !version.StartsWith("HTTP/1."u8) || !char.IsAsciiDigit((char)version[7])) return null;
        return Math.Min(version[7] - '0', 1);
    }

    static bool IsToken(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && bytes.IndexOfAnyExcept(tokenBytes) < 0;

    static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
