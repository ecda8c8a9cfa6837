using System.Text;

namespace Berth.Protocols.Dialogues;

/// <summary>The peer's bytes as text of a bounded length.</summary>
public static class Said
{
    const int Most = 100;

    /// <summary>One line of printable ASCII for evidence: other bytes as \x0a, the rest cut off with "...".</summary>
    public static string Line(ReadOnlySpan<byte> bytes, int most = Most)
    {
        var text = new StringBuilder();
        foreach (var one in bytes.TrimEnd("\r\n"u8))
        {
            if (text.Length >= most) return text.Append("...").ToString();
            if (one is >= 0x20 and < 0x7f) text.Append((char)one);
            else text.Append($"\\x{one:x2}");
        }
        return text.ToString();
    }

    /// <summary>UTF-8 text with white space folded; null when nothing is left.</summary>
    public static string? Text(ReadOnlySpan<byte> bytes, int most = Most)
    {
        var text = new StringBuilder();
        foreach (var rune in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 4 * most)]).EnumerateRunes())
        {
            if (text.Length >= most) break;
            if (!Rune.IsWhiteSpace(rune)) text.Append(rune);
            else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }
        return text.Length == 0 || text.ToString().TrimEnd() is not { Length: > 0 } trimmed ? null : trimmed;
    }

    /// <summary>The first line without its end; false when no line end has come yet.</summary>
    public static bool TryLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        var end = bytes.IndexOf((byte)'\n');
        line = end < 0 ? bytes : bytes[..end].TrimEnd((byte)'\r');
        return end >= 0;
    }
}
