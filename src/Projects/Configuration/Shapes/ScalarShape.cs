using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Berth.Engine.Spelling;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>One value of certain kinds. Limits hold for numbers; the pattern and the words for texts.</summary>
public sealed class ScalarShape(string expected, ScalarKind kinds) : Shape(expected)
{
    Regex? compiled;

    /// <summary>In what .NET, JavaScript and Python read alike.</summary>
    public string? Pattern { get; init; }
    public IReadOnlyList<string> Words { get; init; } = [];
    public int? Least { get; init; }
    public int? Most { get; init; }

    internal override bool Suits(Node node) => node is TextNode { Kind: not ScalarKind.Null };

    internal override Node? CheckSuited(Node node, string label, List<YamlProblem> problems)
    {
        var value = (TextNode)node;
        if (Takes(value)) return value;
        problems.Add(YamlProblem.At(node.Place, $"`{Excerpt.Of(label)}: {Excerpt.Of(value.Text)}` is not {Expected}{Hint(value)}"));
        return null;
    }

    bool Takes(TextNode value)
    {
        if (!kinds.HasFlag(value.Kind)) return false;
        if (ScalarKind.Number.HasFlag(value.Kind))
            return double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !(number < Least) && !(number > Most);
        if (value.Kind != ScalarKind.Text || (Pattern is null && Words.Count == 0)) return true;
        return Words.Contains(value.Text) || (Pattern is not null && Expression().IsMatch(value.Text));
    }

    Regex Expression() => compiled ??= Patterns.Compile(Pattern!);

    string Hint(TextNode value)
    {
        if (value.Kind == ScalarKind.Text && kinds.HasFlag(ScalarKind.Integer) && value.Text.Length > 0 && value.Text.All(char.IsAsciiDigit)) return "; without quotes it is a number";
        if (kinds == ScalarKind.Boolean) return value.Text.ToLowerInvariant() switch { "yes" or "on" => "; write true", "no" or "off" => "; write false", _ => "" };
        var near = Words.MinBy(word => Distance(value.Text, word));
        return near is not null && Distance(value.Text, near) <= 2 ? $"; did you mean `{near}`?" : "";
    }

    static int Distance(string typed, string word) => EditDistance.Between(typed, word.ToLowerInvariant());

    public override JsonObject Schema()
    {
        if (Words.Count > 0 && Pattern is null && kinds == ScalarKind.Text) return new JsonObject { ["enum"] = Array(Words) };
        var schema = new JsonObject { ["type"] = Types() };
        var text = Pattern ?? (Words.Count > 0 ? $"^({string.Join('|', Words)})$" : null);
        if (Pattern is not null && Words.Count > 0) text = $"^({string.Join('|', Words)}|{Pattern[1..^1]})$";
        if (text is not null) schema["pattern"] = text;
        if (Least is { } least) schema["minimum"] = least;
        if (Most is { } most) schema["maximum"] = most;
        return schema;
    }

    JsonNode Types()
    {
        string[] types =
        [
            .. kinds.HasFlag(ScalarKind.Text) ? ["string"] : (string[])[],
            .. kinds.HasFlag(ScalarKind.Number) ? ["number"] : kinds.HasFlag(ScalarKind.Integer) ? ["integer"] : (string[])[],
            .. kinds.HasFlag(ScalarKind.Boolean) ? ["boolean"] : (string[])[],
        ];
        return types.Length == 1 ? types[0] : Array(types);
    }

    static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(static text => (JsonNode)text)];
}
