using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>A field's value of one row, ready to be compared: addresses by number, texts without case, numbers as they are.</summary>
readonly struct SortKey
{
    readonly bool isMissing;
    readonly bool isDown;
    readonly long number;
    readonly string? text;
    readonly InetAddress address;

    SortKey(bool isMissing, bool isDown, long number, string? text, InetAddress address, int index) =>
        (this.isMissing, this.isDown, this.number, this.text, this.address, Index) = (isMissing, isDown, number, text, address, index);

    /// <summary>The row's place before sorting.</summary>
    public int Index { get; }

    public static SortKey Of(Field field, Row row, int index, bool isDown)
    {
        if (field.OfAddress is { } read)
        {
            var address = read(row);
            return new SortKey(address is null, isDown, 0, null, address.GetValueOrDefault(), index);
        }
        var value = field.Of(row);
        return new SortKey(value.IsNone, isDown, value.Number, field.Type == FieldType.Text ? value.Text : null, default, index);
    }

    public int CompareTo(in SortKey other)
    {
        if (isMissing || other.isMissing) return isMissing.CompareTo(other.isMissing);
        var order = number.CompareTo(other.number);
        if (order == 0 && text is not null) order = string.Compare(text, other.text, StringComparison.OrdinalIgnoreCase);
        if (order == 0) order = address.CompareTo(other.address);
        return isDown ? -order : order;
    }
}
