using System.Text;
using Berth.Engine.Listing;

namespace Berth.Engine.Filters;

/// <summary>One part must match. Holds no <see cref="AnyOf"/> itself.</summary>
sealed class AnyOf : FilterNode
{
    readonly FilterNode[] parts;

    AnyOf(FilterNode[] parts) => this.parts = parts;

    public static FilterNode Of(IReadOnlyList<FilterNode> nodes)
    {
        var flat = new List<FilterNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is AnyOf inner) flat.AddRange(inner.parts);
            else flat.Add(node);
        }
        return flat.Count == 1 ? flat[0] : new AnyOf([.. flat]);
    }

    public override Truth Of(Row row)
    {
        var truth = Truth.No;
        foreach (var part in parts)
        {
            var one = part.Of(row);
            if (one == Truth.Yes) return Truth.Yes;
            if (one > truth) truth = one;
        }
        return truth;
    }

    public override PortSet? LocalPorts
    {
        get
        {
            var ports = PortSet.Nothing;
            foreach (var part in parts)
            {
                if (part.LocalPorts is not { } some) return null;
                ports = ports.Or(some);
            }
            return ports;
        }
    }

    public override void Write(StringBuilder text)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) text.Append(" or ");
            parts[i].Write(text);
        }
    }

    public override void VisitFields(Action<Field> visit)
    {
        foreach (var part in parts) part.VisitFields(visit);
    }

    public override bool Equals(FilterNode? other) => other is AnyOf any && parts.AsSpan().SequenceEqual(any.parts);
    public override int GetHashCode() => HashCode.Combine(-parts.Length, parts[0], parts[^1]);
}
