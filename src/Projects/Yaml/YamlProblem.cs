namespace Berth.Projects.Yaml;

/// <summary>What is wrong with a file, and where.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public sealed record YamlProblem(string Path, int Line, int Column, string Text)
{
    public static YamlProblem At(YamlPlace place, string text) => new(place.Path, place.Line, place.Column, text);

    public override string ToString() => $"{Path}:{Line}:{Column}: {Text}";
}
