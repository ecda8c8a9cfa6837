using Berth.Model.Addressing;

namespace Berth.Engine.Listing;

/// <summary>A field's value of one row, ready to be compared: addresses by number, texts without case, numbers as they are.</summary>
readonly struct SortKey
{
    readonly bool isMissing;
    readonly bool isDown;
    readonly long number;
    readonly string? text;
    readonly InetAddress address;

    SortKey(bool isMissing, bool isDown, long number, string? text, InetAddress address) =>
        (this.isMissing, this.isDown, this.number, this.text, this.address) = (isMissing, isDown, number, text, address);

    public static SortKey Of(Field field, Row row, bool isDown)
    {
        if (field.OfAddress is { } read)
        {
            var address = read(row);
            return new SortKey(address is null, isDown, 0, null, address.GetValueOrDefault());
        }
        var value = field.Of(row);
        return new SortKey(value.IsNone, isDown, value.Number, field.Type == FieldType.Text ? value.Text : null, default);
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
