using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>Names that the user chooses, each with a value of one shape.</summary>
/// <param name="nameRule">What a name is made of, for problems.</param>
public sealed class NamesShape(string expected, string namePattern, string nameRule, Shape value) : Shape(expected)
{
    Regex? compiled;

    /// <summary>A name with nothing behind it counts as not written.</summary>
    public bool LetsBeEmpty { get; init; }

    internal override bool Suits(Node node) => node is MapNode;

    internal override Node? CheckSuited(Node node, string label, List<YamlProblem> problems)
    {
        compiled ??= Patterns.Compile(namePattern);
        var right = new List<Member>();
        foreach (var member in ((MapNode)node).Members)
        {
            if (!compiled.IsMatch(member.Name)) problems.Add(YamlProblem.At(member.Place, $"`{Excerpt.Of(member.Name)}` cannot be a name here: {nameRule}"));
            else if (LetsBeEmpty && member.Value is TextNode { Kind: ScalarKind.Null }) continue;
            else if (value.Check(member.Value, member.Name, problems) is { } good) right.Add(member with { Value = good });
        }
        return new MapNode(node.Place, right);
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = namePattern },
        ["additionalProperties"] = LetsBeEmpty ? Nothing.Or(value.Schema()) : value.Schema(),
    };
}
