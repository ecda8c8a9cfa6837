using System.Buffers.Binary;
using System.Text;
using Berth.Protocols.Traffic;

namespace Berth.Protocols.Tests.Traffic;

/// <summary>Words of one side, and when they came.</summary>
sealed record Words(Flow From, byte[] Bytes, int At);

/// <summary>A conversation to be read: each turn comes 10 ms after the one before.</summary>
sealed class Talk
{
    readonly List<Words> words = [];

    public IReadOnlyList<Words> All => words;

    public Talk Client(string text) => Add(Flow.FromClient, Encoding.Latin1.GetBytes(text));

    public Talk Server(string text) => Add(Flow.FromServer, Encoding.Latin1.GetBytes(text));

    public Talk Client(params byte[][] parts) => Add(Flow.FromClient, [.. parts.SelectMany(static part => part)]);

    public Talk Server(params byte[][] parts) => Add(Flow.FromServer, [.. parts.SelectMany(static part => part)]);

    Talk Add(Flow from, byte[] bytes)
    {
        words.Add(new Words(from, bytes, 10 * words.Count));
        return this;
    }

    /// <summary>Each line as one text.</summary>
    public IReadOnlyList<string> Lines() => [.. Read(words).Select(Shown)];

    public static List<TrafficLine> Read(IEnumerable<Words> words)
    {
        var lines = new List<TrafficLine>();
        var reader = new TrafficReader(lines.Add);
        var at = TimeSpan.Zero;
        foreach (var one in words) reader.Feed(one.From, one.Bytes, at = TimeSpan.FromMilliseconds(one.At));
        foreach (var side in (ReadOnlySpan<Flow>)[Flow.FromClient, Flow.FromServer]) reader.End(side, at);
        reader.Close(at);
        return lines;
    }

    static string Shown(TrafficLine line)
    {
        var text = new StringBuilder($"{line.Protocol}: {(line.From is { } from ? from == Flow.FromClient ? "> " : "< " : "")}{line.Asked}");
        if (line.Answer is { } answer) text.Append($" -> {answer}");
        if (line.Rows is { } rows) text.Append($" ({rows} rows)");
        if (line.Error is { } error) text.Append($" !{error}");
        if (line.Took is { } took) text.Append($" {took.TotalMilliseconds} ms");
        return text.ToString();
    }

    /// <summary>A message of PostgreSQL: letter, length, body.</summary>
    public static byte[] Pg(char type, string body)
    {
        var bytes = new byte[5 + body.Length];
        bytes[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), 4 + body.Length);
        Encoding.Latin1.GetBytes(body, bytes.AsSpan(5));
        return bytes;
    }

    /// <summary>A start-up packet: length, number, pairs.</summary>
    public static byte[] PgStart(int code, string pairs = "")
    {
        var bytes = new byte[8 + pairs.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), code);
        Encoding.Latin1.GetBytes(pairs, bytes.AsSpan(8));
        return bytes;
    }

    /// <summary>A command of Redis.</summary>
    public static string Command(params string[] words) => $"*{words.Length}\r\n{string.Concat(words.Select(static word => $"${word.Length}\r\n{word}\r\n"))}";

    /// <summary>A WebSocket frame; masked with 1 2 3 4 when it is a client's.</summary>
    public static byte[] Frame(byte first, string payload, bool masked)
    {
        var bytes = Encoding.Latin1.GetBytes(payload);
        byte[] length = bytes.Length < 126 ? [(byte)bytes.Length] : [126, (byte)(bytes.Length >> 8), (byte)bytes.Length];
        if (!masked) return [first, .. length, .. bytes];
        length[0] |= 0x80;
        return [first, .. length, 1, 2, 3, 4, .. bytes.Select(static (one, i) => (byte)(one ^ (i % 4 + 1)))];
    }
}
