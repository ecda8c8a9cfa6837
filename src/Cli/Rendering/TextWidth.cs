using System.Globalization;
using System.Text;

namespace Berth.Cli.Rendering;

/// <summary>How many terminal columns a text takes: East Asian wide characters and emoji two, combining marks none.</summary>
static class TextWidth
{
    public static int Of(string text)
    {
        if (Ascii.IsValid(text)) return text.Length;
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += Of(rune);
        return width;
    }

    /// <summary>The longest beginning that fits, ended by '…' when something was cut.</summary>
    public static string Fit(string text, int width)
    {
        if (Of(text) <= width) return text;
        if (width <= 0) return "";
        var (used, length) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > width - 1) break;
            used += Of(rune);
            length += rune.Utf16SequenceLength;
        }
        return string.Concat(text.AsSpan(0, length), "…");
    }

    /// <summary>The longest end that fits, behind '…': of a path the end says most.</summary>
    public static string FitEnd(string text, int width)
    {
        var whole = Of(text);
        if (whole <= width) return text;
        if (width <= 0) return "";
        var dropped = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (whole <= width - 1) break;
            whole -= Of(rune);
            dropped += rune.Utf16SequenceLength;
        }
        return string.Concat("…", text.AsSpan(dropped));
    }

    static int Of(Rune rune)
    {
        var value = rune.Value;
        if (value < 0x300) return 1;
        if (CharUnicodeInfo.GetUnicodeCategory(value) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) return 0;
        return IsWide(value) ? 2 : 1;
    }

    // The ranges of East_Asian_Width W and F that are in use (Unicode 16, EastAsianWidth.txt), joined where only unassigned ones lie between.
    static bool IsWide(int value) => value >= 0x1100 && value
        is <= 0x115f
        or 0x231a or 0x231b or 0x23e9 or 0x23ea or 0x23eb or 0x23ec or 0x23f0 or 0x23f3 or 0x25fd or 0x25fe
        or 0x2614 or 0x2615 or (>= 0x2648 and <= 0x2653) or 0x267f or 0x2693 or 0x26a1 or 0x26aa or 0x26ab or 0x26bd or 0x26be
        or 0x26c4 or 0x26c5 or 0x26ce or 0x26d4 or 0x26ea or 0x26f2 or 0x26f3 or 0x26f5 or 0x26fa or 0x26fd
        or 0x2705 or 0x270a or 0x270b or 0x2728 or 0x274c or 0x274e or (>= 0x2753 and <= 0x2755) or 0x2757
        or (>= 0x2795 and <= 0x2797) or 0x27b0 or 0x27bf or 0x2b1b or 0x2b1c or 0x2b50 or 0x2b55
        or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x4dbf) or (>= 0x4e00 and <= 0xa4cf) or (>= 0xa960 and <= 0xa97c)
        or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff) or (>= 0xfe10 and <= 0xfe19) or (>= 0xfe30 and <= 0xfe6b)
        or (>= 0xff01 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6)
        or (>= 0x16fe0 and <= 0x18cff) or (>= 0x1b000 and <= 0x1b2ff) or 0x1f004 or 0x1f0cf or 0x1f18e or (>= 0x1f191 and <= 0x1f19a)
        or (>= 0x1f200 and <= 0x1f320) or (>= 0x1f32d and <= 0x1f64f) or (>= 0x1f680 and <= 0x1f6ff) or (>= 0x1f7e0 and <= 0x1f7f0)
        or (>= 0x1f90c and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd);
}
