using System.Text;

namespace Berth.Cli.Rendering;

/// <summary>
/// A line that a service wrote, safe to show: colours pass (SGR, ECMA-48 8.3.117) or are taken out, and nothing else that a terminal
/// would obey gets through.
/// </summary>
static class LogText
{
    const char EscapeCharacter = '\x1b';

    public static string ForTerminal(string line, bool colour)
    {
        line = Left(line);
        if (!line.Contains(EscapeCharacter)) return Plain(line);
        var safe = new StringBuilder(line.Length + 8);
        var isColoured = false;
        for (var i = 0; i < line.Length;)
        {
            if (ColourAt(line, i) is > 0 and var length)
            {
                if (colour) safe.Append(line, i, length);
                isColoured = colour;
                i += length;
                continue;
            }
            var next = line.IndexOf(EscapeCharacter, i + 1);
            var end = next < 0 ? line.Length : next;
            safe.Append(Plain(line[i..end]));
            i = end;
        }
        if (isColoured) safe.Append("\x1b[0m");
        return safe.ToString();
    }

    // What a terminal would leave of a line that goes back to its beginning (\r), as progress bars do: what was written last lies over what
    // was there. Where colours or other commands are in it, their columns are not counted: the last part stands alone.
    static string Left(string line)
    {
        if (!line.Contains('\r')) return line;
        var parts = line.Split('\r', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) return parts.Length == 0 ? "" : parts[0];
        if (line.Contains(EscapeCharacter)) return parts[^1];
        var left = "";
        foreach (var part in parts) left = part.Length >= left.Length ? part : part + left[part.Length..];
        return left;
    }

    // A tab is as good as spaces; the rest of what is not printed is shown as \x07.
    static string Plain(string text) => Escape.ForTerminal(text.Replace("\t", "    ", StringComparison.Ordinal));

    /// <summary>The length of ESC [ digits and semicolons m at this place; 0 when there is none.</summary>
    static int ColourAt(string text, int at)
    {
        if (text[at] != EscapeCharacter || at + 1 >= text.Length || text[at + 1] != '[') return 0;
        var i = at + 2;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is ';' or ':')) i++;
        return i < text.Length && text[i] == 'm' ? i + 1 - at : 0;
    }
}
