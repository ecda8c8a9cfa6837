using System.Buffers.Binary;
using System.Text;

namespace Berth.Protocols.Traffic;

/// <summary>Tells a protocol by the first bytes of a side, as soon as they leave no other.</summary>
static class Sniffer
{
    /// <summary>So many bytes are enough for every answer.</summary>
    public const int Enough = 40;

    // RFC 9110, 5789, 4918, 3253; QUERY and PURGE are in use.
    static readonly HashSet<string> methods =
    [
        "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY", "PURGE", "PROPFIND", "PROPPATCH", "MKCOL",
        "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "M-SEARCH",
    ];

    // A Redis that takes nobody in says so at once.
    static readonly (string Mark, string Protocol)[] greetings =
        [("SSH-", "ssh"), ("HTTP/1.", "http"), ("-DENIED ", "redis"), ("-ERR max", "redis")];

    /// <summary>Null: more bytes must come. "unknown" when it is none of those that are known.</summary>
    public static string? Client(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return null;
        if (bytes[0] == '*') return bytes.Length < 2 ? null : char.IsAsciiDigit((char)bytes[1]) ? "redis" : "unknown";
        // TLS record: handshake, version 3.x (RFC 8446, section 5.1)
        if (bytes[0] == 0x16) return bytes.Length < 2 ? null : bytes[1] == 3 ? "tls" : "unknown";
        if (bytes[0] == 0) return Startup(bytes);
        return Begins(bytes, "SSH-") switch
        {
            true => "ssh",
            null => null,
            _ => Begins(bytes, "PRI * HTTP/2.0\r\n") switch { true => "http2", null => null, _ => Request(bytes) },
        };
    }

    /// <summary>Likewise, where the server speaks first.</summary>
    public static string? Server(ReadOnlySpan<byte> bytes)
    {
        var isOpen = bytes.IsEmpty;
        foreach (var (mark, protocol) in greetings)
        {
            if (Begins(bytes, mark) is not { } isIt) isOpen = true;
            else if (isIt) return protocol;
        }
        return isOpen ? null : "unknown";
    }

    // A start-up packet of protocol 3, or one of the requests with the number 1234 in place of a version (src/include/libpq/pqcomm.h).
    static string? Startup(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return bytes.Length > 1 && bytes[1] != 0 ? "unknown" : null;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return length is >= 8 and <= 10_000 && BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) is 3 or 1234 ? "postgresql" : "unknown";
    }

    // A method, a space, and what may begin a target: the reader judges the rest of the line.
    static string? Request(ReadOnlySpan<byte> bytes)
    {
        const int longest = 9;
        var space = bytes[..Math.Min(bytes.Length, longest + 1)].IndexOf((byte)' ');
        if (space < 0) return bytes.Length > longest || bytes.IndexOfAnyExceptInRange((byte)'-', (byte)'Z') >= 0 ? "unknown" : null;
        if (!methods.Contains(Encoding.ASCII.GetString(bytes[..space]))) return "unknown";
        if (bytes.Length == space + 1) return null;
        var first = (char)bytes[space + 1];
        return first is '/' or '*' or '[' || char.IsAsciiLetterOrDigit(first) ? "http" : "unknown";
    }

    // Null while both are possible.
    static bool? Begins(ReadOnlySpan<byte> bytes, string mark)
    {
        for (var i = 0; i < Math.Min(bytes.Length, mark.Length); i++)
            if (bytes[i] != mark[i]) return false;
        return bytes.Length >= mark.Length ? true : null;
    }
}
