namespace Berth.Projects.Yaml;

/// <param name="Path">As the file is named in problems.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Offset">From 0, in characters.</param>
public readonly record struct YamlPlace(string Path, int Line, int Column, int Offset);

/// <summary>A value of a YAML document that knows its place. Aliases are resolved: one node may stand in several places of the tree.</summary>
public abstract class Node(YamlPlace place)
{
    public YamlPlace Place => place;

    /// <summary>A tag of its own, such as "!override"; null when there is none.</summary>
    public string? Tag { get; init; }

    /// <summary>How many values it stands for, aliases counted as often as they stand there.</summary>
    public abstract long Size { get; }
}

/// <summary>One value: what was written, and what YAML takes it for.</summary>
public sealed class TextNode(YamlPlace place, string text, ScalarKind kind) : Node(place)
{
    public string Text => text;
    public ScalarKind Kind => kind;
    public override long Size => 1;
}

public sealed class ListNode(YamlPlace place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items => items;
    public override long Size { get; } = 1 + items.Sum(static item => item.Size);
}

/// <summary>Names with values, in the order of the file; names are unique.</summary>
public sealed class MapNode(YamlPlace place, IReadOnlyList<Member> members) : Node(place)
{
    public IReadOnlyList<Member> Members => members;
    public override long Size { get; } = 1 + members.Sum(static member => member.Value.Size);

    /// <summary>Something in it was wrong and is left out.</summary>
    public bool HasGaps { get; init; }

    public Member? Find(string name) => members.FirstOrDefault(member => member.Name == name);

    /// <summary>Null when it is not there.</summary>
    public Node? this[string name] => Find(name)?.Value;

    public MapNode? Map(string name) => this[name] as MapNode;

    /// <summary>The text of one value; null when it is not there, or something else.</summary>
    public string? Text(string name) => (this[name] as TextNode)?.Text;

    /// <summary>The items of a list; none when it is not there.</summary>
    public IReadOnlyList<Node> Items(string name) => (this[name] as ListNode)?.Items ?? [];

    /// <summary>The texts of a list's items, or of the one value that stands in its place.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        this[name] is TextNode one ? [one.Text] : [.. Items(name).OfType<TextNode>().Select(static item => item.Text)];
}

/// <param name="Place">Of the name.</param>
public sealed record Member(string Name, YamlPlace Place, Node Value);
