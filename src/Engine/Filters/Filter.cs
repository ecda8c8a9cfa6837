using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Processes;

namespace Berth.Engine.Filters;

/// <summary>
/// Which rows are wanted. A row matches when the condition is certainly true of it: what is hidden matches neither a condition
/// nor its opposite (ask for it with "=hidden"). Immutable and thread-safe; equal when the canonical texts are.
/// </summary>
public sealed class Filter : IEquatable<Filter>
{
    readonly FilterNode? root;

    internal Filter(FilterNode? root)
    {
        this.root = root;
        root?.VisitFields(Count);
    }

    /// <summary>No condition: every row matches.</summary>
    public static Filter Everything { get; } = new(null);

    public bool IsEverything => root is null;

    /// <summary>What must be read of the processes for the conditions to be decided.</summary>
    public ProcessDetail Needs { get; private set; }

    public bool NeedsOwner { get; private set; }
    public bool NeedsTcpMeasurements { get; private set; }
    public bool NeedsFirewall { get; private set; }

    /// <summary>A condition is on what the service itself tells.</summary>
    public bool NeedsProbe { get; private set; }

    /// <summary>
    /// Local ports outside which no row can match, sorted, for the kernel's own filter; empty means any. Wider than the filter
    /// where it must be, never narrower.
    /// </summary>
    public IReadOnlyList<PortRange> LocalPorts => root?.LocalPorts?.Ranges ?? [];

    public bool Matches(Row row) => root is null || root.Of(row) == Truth.Yes;

    /// <summary>Whether it may match once what is not known of the row yet is known.</summary>
    public bool MayMatch(Row row) => root is null || root.Of(row) != Truth.No;

    /// <summary>The filter as text that parses back to an equal filter.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        root?.Write(text);
        return text.ToString();
    }

    public bool Equals(Filter? other) => other is not null && (root is null ? other.root is null : root.Equals(other.root));
    public override bool Equals(object? obj) => Equals(obj as Filter);
    public override int GetHashCode() => root?.GetHashCode() ?? 0;

    void Count(Field field)
    {
        Needs |= field.Needs;
        NeedsOwner |= field.NeedsOwner;
        NeedsTcpMeasurements |= field.NeedsTcpMeasurements;
        NeedsProbe |= field.NeedsProbe;
        NeedsFirewall |= field.NeedsFirewall;
    }
}
