namespace Berth.Engine.Spelling;

/// <summary>A text as one word of a command line. Names come from processes and files: unquoted they could be another command.</summary>
static class ShellWord
{
    public static string Of(string text)
    {
        if (text.Length == 0) return "''";
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '@' or ':' or '/' or '=' or ',' or '+' or '%'))
                return $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return text;
    }
}
