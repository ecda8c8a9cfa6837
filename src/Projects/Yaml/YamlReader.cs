using Berth.Model.Files;
using YamlDotNet.Core;

namespace Berth.Projects.Yaml;

/// <summary>Reads one YAML document into nodes that know their place. Files are hostile until read: length, depth and what aliases expand to are limited.</summary>
public static class YamlReader
{
    const int LongestFile = 1024 * 1024;

    /// <summary>Null, with a problem, when it is no YAML; null alone when it is empty.</summary>
    /// <param name="path">As it is named in problems.</param>
    public static Node? Parse(string path, string text, List<YamlProblem> problems)
    {
        if (text.Length > LongestFile)
        {
            problems.Add(new YamlProblem(path, 1, 1, $"is longer than {LongestFile / 1024} KB"));
            return null;
        }
        try
        {
            return new NodeBuilder(path, new Parser(new StringReader(text)), problems).Document();
        }
        catch (YamlException error)
        {
            var (line, column) = Tab(error, text) ?? ((int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column));
            problems.Add(new YamlProblem(path, line, column, Said(error, text)));
            return null;
        }
    }

    /// <summary>The same of a file; null alone when there is none, or it is empty.</summary>
    /// <param name="trust">Whose file is obeyed; null: everybody's.</param>
    public static Node? Read(string path, FileTrust? trust, List<YamlProblem> problems) =>
        ProjectText.Read(path, LongestFile, trust, problems) is { Length: > 0 } text ? Parse(path, text, problems) : null;

    // The parser tells where the block begins that holds the tab.
    static (int Line, int Column)? Tab(YamlException error, string text)
    {
        if (!error.Message.Contains("tab", StringComparison.Ordinal)) return null;
        var lines = text.Split('\n');
        for (var i = (int)Math.Max(0, error.Start.Line - 1); i < lines.Length; i++)
            if (lines[i].IndexOf('\t') is var tab and >= 0 && lines[i][..tab].Trim(' ').Length == 0) return (i + 1, tab + 1);
        return null;
    }

    static string Said(YamlException error, string text)
    {
        var at = (int)error.Start.Index;
        if (error is LimitException) return error.Message;
        if (Tab(error, text) is not null || (at < text.Length && text[at] == '\t')) return "is not YAML here: a tab cannot indent; use spaces";
        var said = error.Message.TrimEnd('.');
        return $"is not YAML here: {char.ToLowerInvariant(said[0])}{said[1..]}";
    }
}

/// <summary>The document is YAML, and too much of it.</summary>
sealed class LimitException(Mark start, Mark end, string message) : YamlException(start, end, message);
