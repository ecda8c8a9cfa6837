using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Berth.Api.Client;

/// <summary>
/// Reads one HTTP/1.1 answer (RFC 9112) of our own daemon from a socket: a head, then a body with its length, in chunks or until
/// the end. The framework's client would do too, but much of it is compiled at each start of a command; between two ends of ours this is enough.
/// Whatever is not of this form ends with <see cref="InvalidDataException"/>.
/// </summary>
sealed class ReplyReader(Socket socket)
{
    const int MaxHead = 16 * 1024, MaxChunkLine = 64;

    readonly byte[] buffer = new byte[MaxHead];
    int start, end;

    // What is left of the body or chunk; null: until the connection ends.
    long? left;
    bool isChunked, isOver;

    /// <summary>The status, such as 200; null when the connection ended without an answer.</summary>
    public int? ReadHead()
    {
        if (Line(MaxHead) is not { } status) return null;
        // "HTTP/1.1 200 OK"
        if (!status.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || status.Length < 12 || !int.TryParse(status.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            throw new InvalidDataException("what answers there does not speak HTTP/1.1");
        var total = status.Length;
        while (true)
        {
            var line = Line(MaxHead) ?? throw Cut();
            if (line.Length == 0) break;
            if ((total += line.Length) > MaxHead) throw new InvalidDataException("the head of its answer is too long");
            var colon = line.IndexOf(':');
            if (colon <= 0) throw new InvalidDataException("the head of its answer is not of HTTP's form");
            var value = line.AsSpan(colon + 1).Trim();
            if (line.AsSpan(0, colon).Equals("Content-Length", StringComparison.OrdinalIgnoreCase)) left = Number(value, NumberStyles.None);
            else if (line.AsSpan(0, colon).Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)) isChunked = value.SequenceEqual("chunked");
        }
        if (isChunked) left = 0;
        return code;
    }

    /// <summary>The whole body.</summary>
    public byte[] ReadBody(int most)
    {
        using var body = new MemoryStream();
        while (Some() is { Length: > 0 } part)
        {
            body.Write(part);
            if (body.Length > most) throw new InvalidDataException("its answer is too long");
            Take(part.Length);
        }
        return body.ToArray();
    }

    /// <summary>The next line of the body without its end; null when the body is over.</summary>
    public byte[]? ReadLine(int most)
    {
        using var line = new MemoryStream();
        while (Some() is { Length: > 0 } part)
        {
            var feed = part.IndexOf((byte)'\n');
            line.Write(feed < 0 ? part : part[..feed]);
            if (line.Length > most) throw new InvalidDataException("a line of its answer is too long");
            Take(feed < 0 ? part.Length : feed + 1);
            if (feed >= 0) return line.ToArray();
        }
        return line.Length == 0 ? null : line.ToArray();
    }

    // What is there of the body now, at least a byte unless it is over. It stays until it is taken.
    ReadOnlySpan<byte> Some()
    {
        if (isOver) return [];
        if (isChunked && left == 0 && !NextChunk()) return [];
        if (left == 0)
        {
            isOver = true;
            return [];
        }
        if (start == end && !Fill())
        {
            isOver = true;
            return left is null ? [] : throw Cut();
        }
        var length = (int)Math.Min(end - start, left ?? int.MaxValue);
        return buffer.AsSpan(start, length);
    }

    void Take(int count)
    {
        start += count;
        left -= count;
        if (isChunked && left == 0 && Line(MaxChunkLine) is not "") throw Cut(); // each chunk is followed by CRLF
    }

    bool NextChunk()
    {
        var size = Line(MaxChunkLine) ?? throw Cut();
        left = Number(size, NumberStyles.AllowHexSpecifier);
        if (left > 0) return true;
        isOver = true; // trailers have no meaning here, and the connection is closed
        return false;
    }

    string? Line(int most)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end && !Fill()) return line.Length == 0 ? null : throw Cut();
            var feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            var part = buffer.AsSpan(start, feed < 0 ? end - start : feed);
            line.Append(Encoding.Latin1.GetString(part));
            start += feed < 0 ? part.Length : feed + 1;
            if (line.Length > most) throw new InvalidDataException("a line of its answer's head is too long");
            if (feed < 0) continue;
            if (line.Length > 0 && line[^1] == '\r') line.Length--;
            return line.ToString();
        }
    }

    bool Fill()
    {
        start = 0;
        end = socket.Receive(buffer);
        return end > 0;
    }

    static long Number(ReadOnlySpan<char> text, NumberStyles style) => long.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= 0
        ? number
        : throw new InvalidDataException("a length in its answer is no number");

    static InvalidDataException Cut() => new("its answer ends in the middle");
}
