namespace Berth.Engine.Spelling;

/// <summary>The end of a sentence about a word that is not known.</summary>
public static class Nearest
{
    const int MostNamed = 12;

    /// <summary>The one that may have been meant: a letter or two away, as the word's length allows. Null when none is.</summary>
    public static string? Of(string typed, IEnumerable<string> known)
    {
        var (best, nearest) = (Math.Min(2, typed.Length / 3), (string?)null);
        foreach (var word in known)
        {
            var distance = EditDistance.Between(typed, word);
            if (distance > best || (distance == best && nearest is not null)) continue;
            (best, nearest) = (distance, word);
        }
        return nearest;
    }

    /// <summary>"; did you mean `api`?", or what there is.</summary>
    public static string Hint(string typed, IReadOnlyList<string> known)
    {
        if (known.Count == 0) return "";
        var near = known.MinBy(word => EditDistance.Between(typed, word))!;
        if (EditDistance.Between(typed, near) <= 2) return $"; did you mean `{near}`?";
        return $"; known are {string.Join(", ", known.Take(MostNamed))}{(known.Count > MostNamed ? "..." : "")}";
    }
}
