using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>
/// Which called ports no rule tells apart: of each such class one port stands for all. A rule about ports 1-1024 and one about 22
/// make four.
/// </summary>
sealed class PortClasses
{
    const long MostWork = 4_000_000;

    readonly List<IReadOnlyList<Operand>> sets = [];
    readonly List<int> borders = [];

    // A rule about bits of a port has no borders.
    bool isBlind;

    public PortClasses(FirewallRules rules)
    {
        foreach (var table in rules.Tables)
            foreach (var chain in table.Chains)
                foreach (var rule in chain.Rules)
                    foreach (var part in rule.Parts) Add(part);
        borders.Sort();
    }

    void Add(RulePart part)
    {
        var (fields, set, isMap) = part switch
        {
            RulePart.Match match => (match.Fields, match.Set, false),
            RulePart.VerdictMap map => (map.Fields, map.Set, true),
            RulePart.DestinationNatMap map => (map.Fields, map.Set, true),
            _ => ([], null, false),
        };
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Field is not (PacketField.DestinationPort or PacketField.OriginalDestinationPort)) continue;
            isBlind |= fields[i].Mask is not null;
            var values = new List<Operand>();
            foreach (var element in set!.Elements)
                if (element.Parts.Count == fields.Count) values.Add(element.Parts[i]);
            // The elements of a map, or of several fields together, each say something of their own.
            if (isMap || fields.Count > 1) foreach (var value in values) sets.Add([value]);
            else if (values.Count > 0) sets.Add(values);
            foreach (var value in values) borders.AddRange([(int)value.Low, (int)value.High + 1]);
        }
    }

    /// <summary>One port of each class in the ranges (null: all ports), at most so many; false when there are more.</summary>
    public bool Representatives(IReadOnlyList<Operand>? ranges, int most, List<Port> into)
    {
        var classes = new HashSet<ulong>();
        var work = 0L;
        foreach (var range in ranges ?? [Operand.Range(1, ushort.MaxValue)])
        {
            var last = -1;
            if (isBlind && !range.IsSingle) return false;
            foreach (var start in Starts(Math.Max((int)range.Low, 1), (int)range.High))
            {
                if (start == last) continue;
                last = start;
                if ((work += sets.Count) > MostWork) return false;
                if (!classes.Add(Class(start))) continue;
                if (classes.Count > most) return false;
                into.Add(new Port((ushort)start));
            }
        }
        return true;
    }

    IEnumerable<int> Starts(int low, int high)
    {
        yield return low;
        var at = borders.BinarySearch(low);
        for (var i = at < 0 ? ~at : at; i < borders.Count && borders[i] <= high; i++) yield return borders[i];
    }

    ulong Class(int port)
    {
        var hash = 14695981039346656037UL;
        for (var i = 0; i < sets.Count; i++)
            if (Holds(sets[i], port)) hash = (hash ^ (uint)i) * 1099511628211UL;
        return hash;
    }

    static bool Holds(IReadOnlyList<Operand> set, int port)
    {
        foreach (var range in set)
            if (range.Contains((uint)port)) return true;
        return false;
    }
}
