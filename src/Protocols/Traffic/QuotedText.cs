using System.Buffers;

namespace Berth.Protocols.Traffic;

/// <summary>What a server says in an error, to be shown.</summary>
public static class QuotedText
{
    const int Most = 200;

    // As PostgreSQL's messages have them in its languages: "x", »x«, « x », „x“, “x”, ‘x’, 「x」.
    static readonly SearchValues<char> quotes = SearchValues.Create(
        "\"'`\u00ab\u00bb\u2039\u203a\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u300c\u300d\u300e\u300f");

    /// <summary>
    /// What stands in quotes is the user's. It may have quotes itself, so all from the first to the last becomes one "?"; a quote
    /// that does not close hides the rest.
    /// </summary>
    public static string WithoutValues(string text)
    {
        var first = First(text);
        if (first >= 0)
        {
            var last = text.AsSpan().LastIndexOfAny(quotes);
            text = last > first ? $"{text[..(first + 1)]}?{text[last..]}" : text[..(first + 1)] + "?";
        }
        return text.Length > Most ? text[..Most] + "…" : text;
    }

    // An apostrophe within a word quotes nothing: "can't".
    static int First(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!quotes.Contains(text[at])) continue;
            var isApostrophe = (text[at] is '\'' or '\u2019') && IsLetter(text, at - 1) && IsLetter(text, at + 1);
            if (!isApostrophe) return at;
        }
        return -1;
    }

    static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);
}
