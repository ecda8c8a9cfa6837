using System.Text.Json.Nodes;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Shapes;

/// <summary>
/// What a value of berth.yaml may look like. Said once, it serves the loader and the JSON Schema. A check gives back the part of
/// the value that is right, and says what is not.
/// </summary>
/// <param name="expected">Completes "must be ...".</param>
public abstract class Shape(string expected)
{
    public string Expected => expected;

    /// <summary>Whether it is the right kind of value; what is in it may be wrong.</summary>
    internal abstract bool Suits(Node node);

    /// <param name="node">It suits.</param>
    internal abstract Node? CheckSuited(Node node, string label, List<YamlProblem> problems);

    public abstract JsonObject Schema();

    /// <param name="label">The name that it stands under, for problems.</param>
    internal Node? Check(Node node, string label, List<YamlProblem> problems)
    {
        if (Suits(node)) return CheckSuited(node, label, problems);
        problems.Add(YamlProblem.At(node.Place, $"`{Excerpt.Of(label)}` must be {expected}, not {Kind(node)}"));
        return null;
    }

    static string Kind(Node node) => node switch
    {
        TextNode { Kind: ScalarKind.Null } => "empty",
        TextNode => "one value",
        ListNode { Items.Count: 0 } => "an empty list",
        ListNode => "a list",
        _ => "`name: value` lines",
    };
}
