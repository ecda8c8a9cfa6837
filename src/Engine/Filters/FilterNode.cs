using System.Text;
using Berth.Engine.Listing;

namespace Berth.Engine.Filters;

/// <summary>A part of a filter. Immutable; equal when it says the same in the same order.</summary>
abstract class FilterNode : IEquatable<FilterNode>
{
    public abstract Truth Of(Row row);

    /// <summary>Writes what parses back to an equal node.</summary>
    public abstract void Write(StringBuilder text);

    /// <summary>Calls back for every field that must be read.</summary>
    public abstract void VisitFields(Action<Field> visit);

    /// <summary>Local ports outside which no row can match; null when any port may.</summary>
    public virtual PortSet? LocalPorts => null;

    public abstract bool Equals(FilterNode? other);
    public abstract override int GetHashCode();
    public sealed override bool Equals(object? obj) => Equals(obj as FilterNode);
}
