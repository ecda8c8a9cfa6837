namespace Berth.Protocols.Traffic;

/// <summary>What a server says in an error, to be shown.</summary>
static class QuotedText
{
    const int Most = 200;

    /// <summary>
    /// What stands in quotes is the user's. It may have quotes itself, so all from the first to the last becomes one "?"; a quote
    /// that does not close hides the rest.
    /// </summary>
    public static string WithoutValues(string text)
    {
        var first = First(text);
        if (first >= 0)
        {
            var last = text.LastIndexOfAny(['"', '\'', '`']);
            text = last > first ? $"{text[..(first + 1)]}?{text[last..]}" : text[..(first + 1)] + "?";
        }
        return text.Length > Most ? text[..Most] + "…" : text;
    }

    // An apostrophe within a word quotes nothing: "can't".
    static int First(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '"' or '`') return at;
            if (text[at] == '\'' && !(IsLetter(text, at - 1) && IsLetter(text, at + 1))) return at;
        }
        return -1;
    }

    static bool IsLetter(string text, int at) => at >= 0 && at < text.Length && char.IsLetter(text[at]);
}
