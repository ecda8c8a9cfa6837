using System.Buffers;
using Berth.Engine.Templates;

namespace Berth.Engine.Frameworks;

/// <summary>A script of package.json: a shell's text. Words that are passed to it land at its end.</summary>
static class ScriptText
{
    static readonly SearchValues<char> marks = SearchValues.Create("|&<>(`");
    static readonly SearchValues<char> quotes = SearchValues.Create("'\"$\\");

    /// <summary>The words of its last command; null when what lands at its end would not reach a plain command, or when it says a PORT.</summary>
    public static IReadOnlyList<string>? LastCommand(string text)
    {
        var last = text.Split("&&")[^1].Split(';')[^1].Trim();
        var before = text[..(text.Length - last.Length)].Replace("&&", "", StringComparison.Ordinal);
        if (before.AsSpan().ContainsAny(marks)) return null;
        while (last.IndexOf(' ') is > 0 and var space && CommandText.IsAssignment(last[..space]) && !last.AsSpan(0, space).ContainsAny(quotes))
        {
            if (last.StartsWith("PORT=", StringComparison.Ordinal)) return null;
            last = last[space..].TrimStart();
        }
        var words = CommandText.Read(last, leavesVariables: false, out _)?.Words;
        return words is null || words.Any(static word => word.StartsWith("PORT=", StringComparison.Ordinal)) ? null : words;
    }
}
