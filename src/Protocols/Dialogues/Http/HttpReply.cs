using System.Text;

namespace Berth.Protocols.Dialogues.Http;

/// <summary>An HTTP/1 answer, as far as it came (RFC 9112).</summary>
public sealed class HttpReply
{
    const int MostHeaders = 100;

    readonly List<(string Name, string Value)> headers = [];

    HttpReply()
    {
    }

    public int Status { get; private init; }
    public string Reason { get; private init; } = "";

    /// <summary>Without the transfer coding; cut where our limit was.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>Nothing more belongs to it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>It has neither a length nor chunks: it ends where the connection ends.</summary>
    public bool EndsWithClose { get; private set; }

    /// <summary>Every header of the name, in order.</summary>
    public IEnumerable<string> Headers(string name)
    {
        foreach (var header in headers)
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) yield return header.Value;
    }

    /// <summary>What Content-Length promises; null when it is not there or no number.</summary>
    public long? Length =>
        Header("Content-Length") is { } said && long.TryParse(said, System.Globalization.NumberStyles.None, null, out var length) ? length : null;

    /// <summary>The first header of the name; null when there is none.</summary>
    public string? Header(string name)
    {
        foreach (var header in headers)
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return header.Value;
        return null;
    }

    public string BodyText => Encoding.UTF8.GetString(Body);

    /// <summary>"HTTP 200 OK", for evidence.</summary>
    public string StatusLine => Reason.Length > 0 ? $"HTTP {Status} {Reason}" : $"HTTP {Status}";

    /// <summary>Null while the header section is not whole, or when it is no HTTP.</summary>
    public static HttpReply? Read(ReadOnlySpan<byte> bytes)
    {
        if (!LooksLikeHttp(bytes)) return null;
        var (end, gap) = EndOfHeaders(bytes);
        if (end < 0) return null;
        var head = bytes[..end];
        var body = bytes[(end + gap)..];

        var first = head.IndexOf((byte)'\n');
        var statusLine = Encoding.Latin1.GetString(first < 0 ? head : head[..first]).TrimEnd('\r');
        var words = statusLine.Split(' ', 3);
        if (words.Length < 2 || words[1].Length != 3 || !int.TryParse(words[1], out var status) || status < 100) return null;
        var reply = new HttpReply { Status = status, Reason = words.Length > 2 ? words[2][..Math.Min(words[2].Length, 60)].Trim() : "" };
        if (first >= 0) reply.ReadHeaders(head[(first + 1)..]);
        reply.ReadBody(body);
        return reply;
    }

    public static bool LooksLikeHttp(ReadOnlySpan<byte> bytes) => bytes.StartsWith("HTTP/1."u8);

    // Bare LF is accepted, as RFC 9112 section 2.2 lets a recipient.
    static (int End, int Gap) EndOfHeaders(ReadOnlySpan<byte> bytes)
    {
        var strict = bytes.IndexOf("\r\n\r\n"u8);
        var bare = bytes.IndexOf("\n\n"u8);
        if (strict >= 0 && (bare < 0 || strict < bare)) return (strict, 4);
        return bare >= 0 ? (bare, 2) : (-1, 0);
    }

    void ReadHeaders(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty && headers.Count < MostHeaders)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = (end < 0 ? lines : lines[..end]).TrimEnd((byte)'\r');
            lines = end < 0 ? default : lines[(end + 1)..];
            var colon = line.IndexOf((byte)':');
            if (colon > 0) headers.Add((Encoding.Latin1.GetString(line[..colon]), Encoding.Latin1.GetString(line[(colon + 1)..]).Trim()));
        }
    }

    void ReadBody(ReadOnlySpan<byte> bytes)
    {
        if (Status is < 200 or 204 or 304)
        {
            IsComplete = true;
            return;
        }
        if (Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true)
        {
            (Body, IsComplete) = Chunks.Join(bytes);
            return;
        }
        if (Length is { } length)
        {
            IsComplete = bytes.Length >= length;
            Body = bytes[..(int)Math.Min(bytes.Length, length)].ToArray();
            return;
        }
        EndsWithClose = true;
        Body = bytes.ToArray();
    }
}
