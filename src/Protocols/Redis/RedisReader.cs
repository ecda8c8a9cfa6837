using System.Globalization;
using System.Text;
using Berth.Protocols.Wire;

namespace Berth.Protocols.Redis;

/// <summary>
/// Reads commands or replies of one direction of a Redis connection, RESP2 and RESP3
/// (https://redis.io/docs/latest/develop/reference/protocol-spec/), from bytes that come in pieces of any size. The first few texts are
/// kept, cut; the rest is passed over. It never throws. Not thread-safe.
/// </summary>
/// <param name="fromClient">Only arrays of texts, and lines ("inline commands").</param>
/// <param name="mostTexts">Texts of a command or reply that are kept.</param>
/// <param name="mostText">Bytes of each.</param>
public sealed class RedisReader(bool fromClient, int mostTexts = 4, int mostText = 256)
{
    // proto-max-bulk-len is 512 MB by default; inline commands have PROTO_INLINE_MAX_SIZE, 64 KB (redis src/server.h).
    const long LongestText = 1L << 31, MostElements = int.MaxValue;
    const int LongestLine = 64 * 1024, Deepest = 32;

    static readonly RedisEvent more = new(RedisEventKind.More);

    readonly UnitReader unit = new();
    readonly List<string> texts = [];

    // What is still to come at each level of nesting.
    readonly Stack<long> open = new();

    // Of the text that is being read: bytes to keep, to pass over, and whether the CRLF behind it is still to come.
    int keep = -1;
    long skip;
    bool needsEnd;

    long size, count;
    char type;
    RedisEvent? lost;

    /// <summary>The next command or reply; call again until it is More or Lost.</summary>
    public RedisEvent Next(ref ReadOnlySpan<byte> bytes)
    {
        while (lost is null)
        {
            var before = bytes.Length;
            var isTaken = needsEnd ? Text(ref bytes) : Line(ref bytes);
            size += before - bytes.Length;
            if (!isTaken) return lost ?? more;
            if (needsEnd || open.Count > 0) continue;
            if (type != '\0') return Finish();
            texts.Clear();
        }
        return lost;
    }

    RedisEvent Finish()
    {
        var found = new RedisEvent(RedisEventKind.Whole) { Type = type, Texts = [.. texts], Count = count, Size = size };
        (type, size, count) = ('\0', 0, 0);
        texts.Clear();
        return found;
    }

    // The payload of a text with its CRLF; false when more must come.
    bool Text(ref ReadOnlySpan<byte> bytes)
    {
        if (keep >= 0)
        {
            if (unit.Exactly(ref bytes, keep, out var text) != UnitState.Whole) return false;
            if (texts.Count < mostTexts) texts.Add(Encoding.Latin1.GetString(text));
            keep = -1;
        }
        var passed = (int)Math.Min(skip, bytes.Length);
        bytes = bytes[passed..];
        if ((skip -= passed) > 0) return false;
        if (unit.Exactly(ref bytes, 2, out var end) != UnitState.Whole) return false;
        if (!end.SequenceEqual("\r\n"u8)) return Lose("a text does not end where its length says");
        needsEnd = false;
        Close();
        return true;
    }

    bool Line(ref ReadOnlySpan<byte> bytes)
    {
        var found = unit.Line(ref bytes, LongestLine, out var line);
        if (found == UnitState.More) return false;
        if (found == UnitState.TooLong) return Lose("a line is too long");
        var isInline = fromClient && open.Count == 0 && line[0] != '*';
        if (!isInline && !line.EndsWith("\r\n"u8)) return Lose("a line does not end with CRLF");
        line = line.TrimEnd("\r\n"u8);
        if (isInline) return Inline(line);
        if (line.IsEmpty) return Lose("a line is empty");
        var first = (char)line[0];
        if (fromClient && (open.Count > 0 ? first != '$' : first != '*')) return Lose("a command is no array of texts");
        if (open.Count == 0 && type == '\0') type = first;
        return Element(first, line[1..]);
    }

    // An empty line is no command.
    bool Inline(ReadOnlySpan<byte> line)
    {
        foreach (var word in Encoding.Latin1.GetString(line).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (texts.Count < mostTexts) texts.Add(word.Length > mostText ? word[..mostText] : word);
            count++;
        }
        if (count > 0) type = '*';
        else size = 0;
        return true;
    }

    bool Element(char first, ReadOnlySpan<byte> value)
    {
        switch (first)
        {
            case '+' or '-':
                if (texts.Count < mostTexts) texts.Add(Encoding.Latin1.GetString(value.Length > mostText ? value[..mostText] : value));
                Close();
                return true;
            case ':' or ',' or '#' or '(' or '_':
                Close();
                return true;
            case '$' or '=' or '!':
                if (Number(value, LongestText) is not { } length) return Lose("a length is no number");
                if (open.Count == 0) count = length < 0 ? -1 : 0;
                if (length < 0) Close();
                else (keep, skip, needsEnd) = Kept(length);
                return true;
            case '*' or '~' or '>' or '%' or '|':
                if (Number(value, MostElements) is not { } elements) return Lose("a count is no number");
                return Open(first, elements);
            default:
                return Lose("it begins with no type of RESP");
        }
    }

    (int Keep, long Skip, bool NeedsEnd) Kept(long length)
    {
        var kept = texts.Count < mostTexts ? (int)Math.Min(length, mostText) : 0;
        return (texts.Count < mostTexts ? kept : -1, length - kept, true);
    }

    bool Open(char first, long elements)
    {
        // Attributes come before what they belong to, and are none of it.
        var isAttribute = first == '|';
        if (open.Count == 0 && !isAttribute)
        {
            (type, count) = (first, elements);
            if (fromClient && elements <= 0) return Nothing();
        }
        else if (open.Count == 0) type = '\0';
        if (open.Count >= Deepest) return Lose("it is nested too deeply");
        var inside = first is '%' or '|' ? 2 * Math.Max(elements, 0) : Math.Max(elements, 0);
        if (isAttribute && open.Count > 0) open.Push(open.Pop() + 1);
        open.Push(inside + 1);
        Close();
        return true;
    }

    // "*0" and "*-1" from a client: the server passes them over (processMultibulkBuffer, redis src/networking.c).
    bool Nothing()
    {
        (type, size, count) = ('\0', 0, 0);
        return true;
    }

    // One element is whole, and with it whatever it was the last of.
    void Close()
    {
        while (open.Count > 0)
        {
            var left = open.Pop() - 1;
            if (left > 0)
            {
                open.Push(left);
                return;
            }
        }
    }

    static long? Number(ReadOnlySpan<byte> digits, long most)
    {
        if (digits.SequenceEqual("-1"u8)) return -1;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;
    }

    bool Lose(string why)
    {
        lost = new RedisEvent(RedisEventKind.Lost) { Why = why };
        return false;
    }
}
