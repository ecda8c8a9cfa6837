namespace Berth.Cli.Rendering;

/// <summary>Breaks a sentence at spaces so that it fits; a word that is too long by itself stays whole.</summary>
static class Wrap
{
    /// <param name="width">Null: one line. Less than 20 is taken as 20.</param>
    public static IEnumerable<string> Lines(string text, int? width)
    {
        if (width is not { } asked || TextWidth.Of(text) <= asked) return [text];
        var room = Math.Max(asked, 20);
        var lines = new List<string>();
        var (start, used, lastSpace) = (0, 0, -1);
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (text[i] == ' ') lastSpace = i;
            used += TextWidth.Of(text.Substring(i, length));
            i += length;
            if (used <= room || lastSpace <= start) continue;
            lines.Add(text[start..lastSpace].TrimEnd());
            start = lastSpace + 1;
            used = TextWidth.Of(text[start..i]);
            lastSpace = -1;
        }
        if (start < text.Length) lines.Add(text[start..]);
        return lines;
    }
}
