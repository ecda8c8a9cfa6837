using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Berth.Projects.Yaml;

/// <summary>Reads one YAML document into nodes that know their place. Files are hostile until read: size and depth are limited.</summary>
public static class YamlFile
{
    const int LongestFile = 1024 * 1024, Deepest = 64;

    /// <param name="path">As it is named in problems.</param>
    public static YamlNode? Parse(string path, string text, List<YamlProblem> problems)
    {
        if (text.Length > LongestFile)
        {
            problems.Add(new YamlProblem(path, 1, 1, $"is longer than {LongestFile / 1024} KB"));
            return null;
        }
        try
        {
            var stream = new YamlStream();
            // Depth is checked before the document is built: building it recurses.
            if (TooDeep(text) is { } place)
            {
                problems.Add(new YamlProblem(path, place.Line, place.Column, $"is nested deeper than {Deepest} levels"));
                return null;
            }
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException error)
        {
            problems.Add(new YamlProblem(path, (int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column), Said(error)));
            return null;
        }
    }

    static (int Line, int Column)? TooDeep(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            if (parser.Current is null) continue;
            depth += parser.Current.NestingIncrease;
            if (depth > Deepest) return ((int)parser.Current.Start.Line, (int)parser.Current.Start.Column);
        }
        return null;
    }

    static string Said(YamlException error)
    {
        var text = error.Message.TrimEnd('.');
        return $"is not YAML here: {char.ToLowerInvariant(text[0])}{text[1..]}";
    }
}
