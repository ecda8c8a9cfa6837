namespace Berth.Projects.Yaml;

/// <summary>Lays one document over another: maps are merged name by name, everything else is replaced, and a name with nothing behind it goes.</summary>
public static class NodeMerge
{
    public static Node Over(Node below, Node above) => (below, above) switch
    {
        (MapNode low, MapNode high) => Maps(low, high),
        (_, MapNode high) => Maps(new MapNode(high.Place, []), high),
        _ => above,
    };

    static readonly ListNode nothing = new(default, []);

    static MapNode Maps(MapNode low, MapNode high)
    {
        var members = new List<Member>();
        foreach (var member in low.Members)
        {
            if (high.Find(member.Name) is not { } over) members.Add(member);
            else if (!IsNothing(over.Value)) members.Add(over with { Value = Over(member.Value, over.Value) });
        }
        foreach (var member in high.Members)
            if (low.Find(member.Name) is null && !IsNothing(member.Value)) members.Add(member with { Value = Over(nothing, member.Value) });
        // The place is the lower file's: what is missing is missing there.
        return new MapNode(low.Members.Count > 0 ? low.Place : high.Place, members);
    }

    static bool IsNothing(Node node) => node is TextNode { Kind: ScalarKind.Null };
}
