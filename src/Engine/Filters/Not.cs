using System.Text;
using Berth.Engine.Listing;

namespace Berth.Engine.Filters;

/// <summary>The part must not match; what is unknown stays unknown.</summary>
sealed class Not(FilterNode part) : FilterNode
{
    public override Truth Of(Row row) => part.Of(row).Not();

    public override void Write(StringBuilder text)
    {
        var inBrackets = part is AllOf or AnyOf;
        text.Append(inBrackets ? "not (" : "not ");
        part.Write(text);
        if (inBrackets) text.Append(')');
    }

    public override void VisitFields(Action<Field> visit) => part.VisitFields(visit);
    public override bool Equals(FilterNode? other) => other is Not not && part.Equals(not.Part);
    public override int GetHashCode() => ~part.GetHashCode();

    FilterNode Part => part;
}
