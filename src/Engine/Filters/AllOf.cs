using System.Text;
using Berth.Engine.Listing;

namespace Berth.Engine.Filters;

/// <summary>Every part must match. Holds no <see cref="AllOf"/> itself: parts of parts are its own.</summary>
sealed class AllOf : FilterNode
{
    readonly FilterNode[] parts;

    AllOf(FilterNode[] parts) => this.parts = parts;

    public static FilterNode Of(IReadOnlyList<FilterNode> nodes)
    {
        var flat = new List<FilterNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is AllOf inner) flat.AddRange(inner.parts);
            else flat.Add(node);
        }
        return flat.Count == 1 ? flat[0] : new AllOf([.. flat]);
    }

    public override Truth Of(Row row)
    {
        var truth = Truth.Yes;
        foreach (var part in parts)
        {
            var one = part.Of(row);
            if (one == Truth.No) return Truth.No;
            if (one < truth) truth = one;
        }
        return truth;
    }

    public override PortSet? LocalPorts
    {
        get
        {
            PortSet? ports = null;
            foreach (var part in parts)
                if (part.LocalPorts is { } some) ports = ports is null ? some : ports.And(some);
            return ports;
        }
    }

    public override void Write(StringBuilder text)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) text.Append(" and ");
            var inBrackets = parts[i] is AnyOf;
            if (inBrackets) text.Append('(');
            parts[i].Write(text);
            if (inBrackets) text.Append(')');
        }
    }

    public override void VisitFields(Action<Field> visit)
    {
        foreach (var part in parts) part.VisitFields(visit);
    }

    public override bool Equals(FilterNode? other) => other is AllOf all && parts.AsSpan().SequenceEqual(all.parts);
    public override int GetHashCode() => HashCode.Combine(parts.Length, parts[0], parts[^1]);
}
