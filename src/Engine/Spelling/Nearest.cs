namespace Berth.Engine.Spelling;

/// <summary>The end of a sentence about a word that is not known.</summary>
public static class Nearest
{
    const int MostNamed = 12;

    /// <summary>"; did you mean `api`?", or what there is.</summary>
    public static string Hint(string typed, IReadOnlyList<string> known)
    {
        if (known.Count == 0) return "";
        var near = known.MinBy(word => EditDistance.Between(typed, word))!;
        if (EditDistance.Between(typed, near) <= 2) return $"; did you mean `{near}`?";
        return $"; known are {string.Join(", ", known.Take(MostNamed))}{(known.Count > MostNamed ? "..." : "")}";
    }
}
