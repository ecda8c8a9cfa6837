namespace Berth.Engine.Targets;

/// <summary>A short, printable piece of what was typed, to say in a message.</summary>
static class Excerpt
{
    const int Longest = 60;

    public static string Of(string text)
    {
        if (text.Length == 0) return "an empty text";
        var shown = text.Length > Longest ? text[..Longest] : text;
        var clean = string.Create(shown.Length, shown, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
        });
        return text.Length > Longest ? $"\"{clean}...\"" : clean.AsSpan().ContainsAny(" ?\"") ? $"\"{clean}\"" : clean;
    }
}
