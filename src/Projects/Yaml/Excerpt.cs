namespace Berth.Projects.Yaml;

/// <summary>What a problem shows of a value: the begin of its first line.</summary>
public static class Excerpt
{
    const int Longest = 60;

    public static string Of(string text)
    {
        var line = text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? text[..end] : text;
        return line.Length == text.Length && line.Length <= Longest ? line : $"{line[..Math.Min(line.Length, Longest)]}...";
    }
}
