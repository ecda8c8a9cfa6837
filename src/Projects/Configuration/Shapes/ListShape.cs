using System.Text.Json.Nodes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>Items of one shape.</summary>
public sealed class ListShape(string expected, Shape item) : Shape(expected)
{
    /// <summary>An empty list is a mistake.</summary>
    public bool NeedsOne { get; init; }

    internal override bool Suits(Node node) => node is ListNode list && (list.Items.Count > 0 || !NeedsOne);

    internal override Node? CheckSuited(Node node, string label, List<YamlProblem> problems) =>
        new ListNode(node.Place, [.. ((ListNode)node).Items.Select(one => item.Check(one, label, problems)).OfType<Node>()]);

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (NeedsOne) schema["minItems"] = 1;
        return schema;
    }
}
