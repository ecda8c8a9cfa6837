using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Berth.Projects.Yaml;

/// <summary>Builds nodes from the parser's events: aliases, merge keys (`&lt;&lt;`) and names that stand twice.</summary>
sealed class NodeBuilder(string path, IParser parser, List<YamlProblem> problems)
{
    const int Deepest = 64;
    const long Largest = 100_000;

    readonly Dictionary<string, Node> anchors = [];
    int depth;

    /// <exception cref="YamlException">It is no YAML, or too much.</exception>
    public Node? Document()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return null;
        var root = Next();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second)) Problem(second!, "a second document begins here; a file has one");
        return root is TextNode { Kind: ScalarKind.Null } ? null : root;
    }

    Node Next()
    {
        if (++depth > Deepest) throw new LimitException(parser.Current!.Start, parser.Current.End, $"is nested deeper than {Deepest} levels");
        var node = parser.Current switch
        {
            Scalar => Text(parser.Consume<Scalar>()),
            SequenceStart => List(parser.Consume<SequenceStart>()),
            MappingStart => Map(parser.Consume<MappingStart>()),
            _ => Alias(parser.Consume<AnchorAlias>()),
        };
        depth--;
        return node;
    }

    TextNode Text(Scalar scalar)
    {
        CheckTag(scalar);
        var isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        return Named(scalar, new TextNode(Place(scalar), scalar.Value, isPlain ? ScalarKinds.OfPlain(scalar.Value) : ScalarKind.Text) { Tag = Tag(scalar) });
    }

    ListNode List(SequenceStart start)
    {
        CheckTag(start);
        var items = new List<Node>();
        long size = 1;
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Counted(Next(), ref size));
        return Named(start, new ListNode(Place(start), items) { Tag = Tag(start) });
    }

    MapNode Map(MappingStart start)
    {
        CheckTag(start);
        var members = new List<Member>();
        var places = new Dictionary<string, YamlPlace>();
        var merged = new List<MapNode>();
        long size = 1;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var mark = parser.Current!;
            var isPlain = mark is Scalar { Style: ScalarStyle.Plain };
            if (Next() is not TextNode key)
            {
                Problem(mark, "a name must be plain text");
                Counted(Next(), ref size);
                continue;
            }
            var value = Counted(Next(), ref size);
            if (isPlain && key.Text == "<<") Merge(mark, value, merged);
            else if (!places.TryAdd(key.Text, Place(mark)))
                Problem(mark, $"`{Excerpt.Of(key.Text)}` stands here twice; the first one is on line {places[key.Text].Line}");
            else members.Add(new Member(key.Text, Place(mark), value));
        }
        // What is written here wins over what is merged, an earlier one of the merged over a later one.
        foreach (var member in merged.SelectMany(static map => map.Members))
            if (places.TryAdd(member.Name, member.Place)) members.Add(member);
        return Named(start, new MapNode(Place(start), members) { Tag = Tag(start) });
    }

    void Merge(ParsingEvent mark, Node value, List<MapNode> merged)
    {
        if (value is MapNode map) merged.Add(map);
        else if (value is ListNode list && list.Items.All(static item => item is MapNode)) merged.AddRange(list.Items.Cast<MapNode>());
        else Problem(mark, "`<<` takes an alias of `name: value` lines, or a list of such aliases");
    }

    Node Alias(AnchorAlias alias)
    {
        if (anchors.TryGetValue(alias.Value.Value, out var node)) return node;
        throw new LimitException(alias.Start, alias.End, $"`*{Excerpt.Of(alias.Value.Value)}` has no `&{Excerpt.Of(alias.Value.Value)}` before it");
    }

    Node Counted(Node node, ref long size)
    {
        size += node.Size;
        if (size <= Largest) return node;
        throw new LimitException(parser.Current!.Start, parser.Current.End, $"has more than {Largest} values, aliases counted as often as they are used");
    }

    T Named<T>(NodeEvent from, T node) where T : Node
    {
        if (!from.Anchor.IsEmpty) anchors[from.Anchor.Value] = node;
        return node;
    }

    void CheckTag(NodeEvent node)
    {
        if (Tag(node) is { } tag) Problem(node, $"the tag `{Excerpt.Of(tag)}` is not known here");
    }

    static string? Tag(NodeEvent node) =>
        !node.Tag.IsEmpty && !node.Tag.IsNonSpecific && !node.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) ? node.Tag.Value : null;

    YamlPlace Place(ParsingEvent mark) => new(path, (int)mark.Start.Line, (int)mark.Start.Column, (int)mark.Start.Index);

    void Problem(ParsingEvent mark, string text) => problems.Add(YamlProblem.At(Place(mark), text));
}
