using System.Text.Json.Nodes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>Different kinds of values that say the same: one value, a list, or names with values. The first that suits is meant.</summary>
public sealed class EitherShape(string expected, params Shape[] shapes) : Shape(expected)
{
    internal override bool Suits(Node node) => shapes.Any(shape => shape.Suits(node));

    internal override Node? CheckSuited(Node node, string label, List<YamlProblem> problems) =>
        shapes.First(shape => shape.Suits(node)).CheckSuited(node, label, problems);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray([.. shapes.Select(static shape => shape.Schema())]) };
}
