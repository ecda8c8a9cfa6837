using System.Text.Json.Nodes;
using Berth.Engine.Spelling;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>One key of a <see cref="MapShape"/>. A key with nothing behind it counts as not written, unless it must be there.</summary>
/// <param name="Text">What it is for, in a sentence: shown by editors and in docs.</param>
public sealed record Key(string Name, Shape Shape, string Text)
{
    public bool IsRequired { get; init; }

    /// <summary>What other tools call it: a mistake that gets this key as its hint.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = [];
}

/// <summary>Names that are known, each with a shape of its own.</summary>
public sealed class MapShape(params Key[] keys) : Shape("`name: value` lines")
{
    public IReadOnlyList<Key> Keys => keys;

    internal override bool Suits(Node node) => node is MapNode;

    internal override Node? CheckSuited(Node node, string label, List<YamlProblem> problems)
    {
        var map = (MapNode)node;
        var right = new List<Member>();
        foreach (var member in map.Members)
        {
            if (Array.Find(keys, key => key.Name == member.Name) is not { } key) problems.Add(YamlProblem.At(member.Place, Unknown(member.Name)));
            else if (member.Value is TextNode { Kind: ScalarKind.Null } && !key.IsRequired) continue;
            else if (key.Shape.Check(member.Value, key.Name, problems) is { } good) right.Add(member with { Value = good });
        }
        foreach (var key in keys)
            if (key.IsRequired && map.Find(key.Name) is null) problems.Add(YamlProblem.At(node.Place, $"`{key.Name}` is missing"));
        return new MapNode(node.Place, right) { HasGaps = right.Count < map.Members.Count };
    }

    string Unknown(string name)
    {
        var near = Array.Find(keys, key => key.Elsewhere.Contains(name)) ?? keys.MinBy(key => EditDistance.Between(name, key.Name))!;
        var isNear = near.Elsewhere.Contains(name) || EditDistance.Between(name, near.Name) <= 2;
        return $"`{Excerpt.Of(name)}` is not known here; {(isNear ? $"did you mean `{near.Name}`?" : $"known are {string.Join(", ", keys.Select(static key => key.Name))}")}";
    }

    public override JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var schema = key.IsRequired ? key.Shape.Schema() : Nothing.Or(key.Shape.Schema());
            schema.Insert(0, "description", key.Text);
            properties[key.Name] = schema;
        }
        var all = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (keys.Any(static key => key.IsRequired)) all["required"] = new JsonArray([.. keys.Where(static key => key.IsRequired).Select(static key => (JsonNode)key.Name)]);
        return all;
    }
}
