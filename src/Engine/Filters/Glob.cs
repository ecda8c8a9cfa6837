namespace Berth.Engine.Filters;

/// <summary>'*' stands for any characters, also none; everything else for itself, without regard to case.</summary>
static class Glob
{
    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var (at, inPattern, star, resume) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == '*')
            {
                (star, resume) = (inPattern++, at);
            }
            else if (inPattern < pattern.Length && char.ToUpperInvariant(pattern[inPattern]) == char.ToUpperInvariant(text[at]))
            {
                inPattern++;
                at++;
            }
            else if (star >= 0)
            {
                // The last star takes one character more: at most text × pattern steps, without recursion.
                (inPattern, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }
        return pattern[inPattern..].TrimStart('*').IsEmpty;
    }
}
