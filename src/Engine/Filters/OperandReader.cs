using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Berth.Engine.Listing;
using Berth.Model.Addressing;

namespace Berth.Engine.Filters;

/// <summary>Reads one value for a field; what it may be depends on the field's type.</summary>
static class OperandReader
{
    /// <param name="isQuoted">A quoted text is itself: no pattern, no "none", no "hidden".</param>
    public static bool TryRead(string text, bool isQuoted, Field field, FilterOperator sign, [NotNullWhen(true)] out Operand? operand)
    {
        operand = null;
        if (!isQuoted && field.Values.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            operand = Operand.OfText(text);
            return true;
        }
        if (!isQuoted && !sign.IsContains() && !sign.IsOrdering())
        {
            if (Spelling.IsNone(text)) operand = Operand.None;
            if (Spelling.IsHidden(text)) operand = Operand.Hidden;
            if (operand is not null) return true;
        }
        if (sign.IsContains() || field.Type == FieldType.Text) return TryReadText(text, isQuoted, out operand);
        if (field.Type != FieldType.Address) return TryReadRange(text, field.Type, out operand);
        if (TryReadNetwork(text, out operand)) return true;
        return (text.Contains('*') || IsEndpoint(text)) && TryReadText(text, isQuoted, out operand);
    }

    /// <summary>N, N..M, N.., ..M; and N-M where a number cannot hold a '-'.</summary>
    public static bool TryReadRange(ReadOnlySpan<char> text, FieldType type, [NotNullWhen(true)] out Operand? operand)
    {
        operand = null;
        if (Quantities.TryRead(text, type, out var single))
        {
            operand = Operand.OfNumber(single);
            return true;
        }
        if (type == FieldType.Flag) return false;
        var (at, width) = (text.IndexOf(".."), 2);
        if (at < 0 && type is FieldType.Port or FieldType.Number) (at, width) = (text.IndexOf('-'), 1);
        if (at < 0) return false;
        var (low, high) = (long.MinValue, long.MaxValue);
        var before = text[..at];
        var after = text[(at + width)..];
        if (before.IsEmpty && (after.IsEmpty || width == 1)) return false;
        if (after.IsEmpty && width == 1) return false;
        if (!before.IsEmpty && !Quantities.TryRead(before, type, out low)) return false;
        if (!after.IsEmpty && !Quantities.TryRead(after, type, out high)) return false;
        operand = Operand.OfRange(low, high);
        return low <= high;
    }

    /// <summary>An address, or an address, '/' and the length of the prefix.</summary>
    public static bool TryReadNetwork(ReadOnlySpan<char> text, [NotNullWhen(true)] out Operand? operand)
    {
        operand = null;
        var slash = text.IndexOf('/');
        if (!InetAddress.TryParse(slash < 0 ? text : text[..slash], out var network)) return false;
        network = network.Unmapped;
        var length = Operand.FullLength(network);
        if (slash >= 0)
        {
            if (!byte.TryParse(text[(slash + 1)..], NumberStyles.None, null, out var prefix) || prefix > length) return false;
            length = prefix;
        }
        operand = Operand.OfNetwork(network, length);
        return true;
    }

    static bool TryReadText(string text, bool isQuoted, [NotNullWhen(true)] out Operand? operand)
    {
        operand = !isQuoted && text.Contains('*') ? Operand.OfGlob(text) : Operand.OfText(text);
        return isQuoted || text.Length > 0;
    }

    static bool IsEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && Port.TryParse(text.AsSpan(colon + 1), out _) && InetAddress.TryParse(text.AsSpan(0, colon), out _);
    }
}
