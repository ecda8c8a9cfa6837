namespace Berth.Probes.Asking.Browser;

/// <summary>How much two pages are alike: they may differ in a time, a nonce, a name.</summary>
static class Likeness
{
    /// <summary>From here on two pages are the same one.</summary>
    public const double Same = 0.7;

    /// <summary>The share of words that both have, from 0 to 1.</summary>
    public static double Of(string one, string other)
    {
        if (one == other) return 1;
        var words = Words(one);
        var others = Words(other);
        if (words.Count == 0 || others.Count == 0) return 0;
        var (shared, all) = (0, 0);
        foreach (var (word, count) in words)
        {
            shared += Math.Min(count, others.GetValueOrDefault(word));
            all += count;
        }
        foreach (var count in others.Values) all += count;
        return 2.0 * shared / all;
    }

    static Dictionary<string, int> Words(string text)
    {
        var words = new Dictionary<string, int>();
        foreach (var word in text.Split([' ', '\t', '\r', '\n', '<', '>', '"', '\'', '=', '/', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries))
            words[word] = words.GetValueOrDefault(word) + 1;
        return words;
    }
}
