namespace Berth.Engine.Spelling;

/// <summary>How many letters must be added, dropped, changed or swapped to get from one word to another (optimal string alignment).</summary>
public static class EditDistance
{
    const int Longest = 64;

    public static int Between(ReadOnlySpan<char> typed, ReadOnlySpan<char> word)
    {
        if (typed.Length > Longest || word.Length > Longest) return int.MaxValue;
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> previous = stackalloc int[Longest + 1];
        Span<int> current = stackalloc int[Longest + 1];
        for (var j = 0; j <= word.Length; j++) previous[j] = j;
        for (var i = 1; i <= typed.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= word.Length; j++)
            {
                var same = char.ToLowerInvariant(typed[i - 1]) == word[j - 1];
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
            }
            previous.CopyTo(before);
            current.CopyTo(previous);
        }
        return previous[word.Length];
    }
}
