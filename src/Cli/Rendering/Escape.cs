using System.Globalization;
using System.Text;

namespace Berth.Cli.Rendering;

/// <summary>
/// Makes text that others chose (process names, arguments, paths, labels) safe to show: control characters, and characters
/// that reorder, hide or join what is around them, are shown as \x1b or \u202e.
/// </summary>
static class Escape
{
    /// <summary>The same string when nothing in it needs care, which is nearly always.</summary>
    public static string ForTerminal(string text)
    {
        var at = FirstSuspect(text);
        if (at < 0) return text;
        var safe = new StringBuilder(text.Length + 16).Append(text, 0, at);
        for (var i = at; i < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            if (!isRune) safe.Append($"\\u{(int)text[i]:x4}");
            else if (IsHostile(rune.Value)) Append(safe, rune.Value);
            else safe.Append(text, i, rune.Utf16SequenceLength);
            i += isRune ? rune.Utf16SequenceLength : 1;
        }
        return safe.ToString();
    }

    static int FirstSuspect(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] is < ' ' or > '~' && (char.IsSurrogate(text[i]) || IsHostile(text[i]))) return i;
        return -1;
    }

    static void Append(StringBuilder safe, int value) =>
        _ = value < 0x100 ? safe.Append($"\\x{value:x2}") : value < 0x10000 ? safe.Append($"\\u{value:x4}") : safe.Append($"\\U{value:x8}");

    // Cc, and Cf: bidirectional controls (Unicode TR 36), zero-width characters, tags; the separators that break lines.
    static bool IsHostile(int value) => CharUnicodeInfo.GetUnicodeCategory(value)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        // Blank, yet neither space nor format: Hangul fillers and the braille blank pass for nothing at all.
        || value is 0x115f or 0x1160 or 0x3164 or 0xffa0;
}
