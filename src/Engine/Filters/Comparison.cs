using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Engine.Filters;

/// <summary>
/// A field, an operator and values, of which one must fit. A fact of holders fits when any holder's does; "!=" and "!~" are the
/// opposites of "=" and "~", so "pid!=42" is a row that 42 does not hold.
/// </summary>
sealed class Comparison : FilterNode
{
    readonly Field field;
    readonly FilterOperator sign;
    readonly Operand[] values;
    readonly Field[] searched;

    public Comparison(Field field, FilterOperator sign, Operand[] values)
    {
        (this.field, this.sign, this.values) = (field, sign, values);
        searched = new Field[1 + field.AlsoMatches.Count];
        searched[0] = field;
        for (var i = 1; i < searched.Length; i++) searched[i] = Fields.Get(field.AlsoMatches[i - 1]);
    }

    public override Truth Of(Row row)
    {
        var truth = Truth.No;
        foreach (var one in searched)
        {
            var here = OfField(one, row);
            if (here > truth) truth = here;
            if (truth == Truth.Yes) break;
        }
        return sign.IsNegated() ? truth.Not() : truth;
    }

    public override PortSet? LocalPorts
    {
        get
        {
            if (searched[0].Name != "port") return null;
            switch (sign)
            {
                case FilterOperator.Less: return PortSet.Of(0, values[0].Low - 1);
                case FilterOperator.LessOrEqual: return PortSet.Of(0, values[0].Low);
                case FilterOperator.Greater: return PortSet.Of(values[0].Low + 1, Port.Max);
                case FilterOperator.GreaterOrEqual: return PortSet.Of(values[0].Low, Port.Max);
                case FilterOperator.Equal: break;
                default: return null;
            }
            var ports = PortSet.Nothing;
            foreach (var value in values)
            {
                if (value.Kind != OperandKind.Range) return null;
                ports = ports.Or(PortSet.Of(value.Low, value.High));
            }
            return ports;
        }
    }

    public override void Write(StringBuilder text)
    {
        text.Append(field.Name).Append(sign.Sign());
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Append(',');
            values[i].Write(text, field.Type);
        }
    }

    public override void VisitFields(Action<Field> visit)
    {
        foreach (var one in searched) visit(one);
    }

    public override bool Equals(FilterNode? other) =>
        other is Comparison same && same.field.Name == field.Name && same.sign == sign && values.AsSpan().SequenceEqual(same.values);

    public override int GetHashCode() => HashCode.Combine(field.Name, sign, values.Length, values[0]);

    Truth OfField(Field one, Row row)
    {
        if (one.OfAddress is { } address && values[0].Kind == OperandKind.Network && address(row) is { } known)
            return OfAddress(one, row, known);
        if (one.OfHolder is null) return OfValue(one.OfRow!(row));
        var holders = row.Owner.Processes;
        if (holders.Count == 0) return OfValue(one.WithoutHolder(row));
        var truth = Truth.No;
        for (var i = 0; i < holders.Count && truth != Truth.Yes; i++)
        {
            var here = OfValue(one.OfHolder(holders[i]));
            if (here > truth) truth = here;
        }
        return truth;
    }

    Truth OfAddress(Field one, Row row, InetAddress known)
    {
        foreach (var value in values)
            if (value.Kind == OperandKind.Network && known.Unmapped.IsIn(value.Network, value.PrefixLength)) return Truth.Yes;
        // A list may mix prefixes with patterns: those are read against the text.
        foreach (var value in values)
            if (value.Kind != OperandKind.Network) return OfValue(one.OfRow!(row));
        return Truth.No;
    }

    Truth OfValue(FieldValue value)
    {
        var truth = Truth.No;
        foreach (var wanted in values)
        {
            var here = OfOne(value, wanted);
            if (here == Truth.Yes) return here;
            if (here > truth) truth = here;
        }
        return truth;
    }

    Truth OfOne(FieldValue value, Operand wanted)
    {
        var isUnseen = value.IsNone && value.How is How.Hidden or How.Unread;
        if (wanted.Kind == OperandKind.Hidden) return Truths.Of(value.How == How.Hidden);
        if (isUnseen) return Truth.Unknown;
        if (wanted.Kind == OperandKind.None) return Truths.Of(value.IsNone);
        if (value.IsNone) return Truth.No;
        return Truths.Of(wanted.Kind == OperandKind.Range ? Fits(value.Number, wanted) : Fits(value.Text, wanted));
    }

    bool Fits(long number, Operand wanted) => sign switch
    {
        FilterOperator.Less => number < wanted.Low,
        FilterOperator.LessOrEqual => number <= wanted.Low,
        FilterOperator.Greater => number > wanted.Low,
        FilterOperator.GreaterOrEqual => number >= wanted.Low,
        _ => number >= wanted.Low && number <= wanted.High,
    };

    bool Fits(string? text, Operand wanted)
    {
        if (text is null || wanted.Text is null) return false;
        if (wanted.Kind == OperandKind.Glob) return Glob.Matches(text, sign.IsContains() ? $"*{wanted.Text}*" : wanted.Text);
        return sign.IsContains()
            ? text.Contains(wanted.Text, StringComparison.OrdinalIgnoreCase)
            : text.Equals(wanted.Text, StringComparison.OrdinalIgnoreCase);
    }
}
