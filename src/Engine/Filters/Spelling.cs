using System.Text;

namespace Berth.Engine.Filters;

/// <summary>When a text can stand bare in a filter, and how it is quoted when not.</summary>
static class Spelling
{
    public static bool IsQuote(char c) => c is '"' or '\'';
    public static bool IsNone(ReadOnlySpan<char> text) => text.Equals("none", StringComparison.OrdinalIgnoreCase);
    public static bool IsHidden(ReadOnlySpan<char> text) => text.Equals("hidden", StringComparison.OrdinalIgnoreCase);

    public static bool IsKeyword(ReadOnlySpan<char> text) =>
        text.Equals("and", StringComparison.OrdinalIgnoreCase) || text.Equals("or", StringComparison.OrdinalIgnoreCase)
        || text.Equals("not", StringComparison.OrdinalIgnoreCase);

    /// <summary>Ends a value that is not quoted.</summary>
    public static bool EndsValue(char c) => char.IsWhiteSpace(c) || c is '(' or ')' or ',';

    public static void WriteValue(StringBuilder text, string value)
    {
        if (IsBareValue(value)) text.Append(value);
        else WriteQuoted(text, value);
    }

    public static void WriteQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\') text.Append('\\');
            text.Append(c);
        }
        text.Append('"');
    }

    static bool IsBareValue(string value)
    {
        if (value.Length == 0 || IsQuote(value[0]) || value[0] is '=' or '!' or '~' or '<' or '>') return false;
        if (IsNone(value) || IsHidden(value) || value.Contains('*')) return false;
        foreach (var c in value)
            if (EndsValue(c)) return false;
        return true;
    }
}
