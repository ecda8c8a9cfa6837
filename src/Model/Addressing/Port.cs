namespace Berth.Model.Addressing;

/// <summary>A TCP or UDP port number, 0 to 65535. 0 is never a destination: it asks the OS to choose (RFC 6335, section 6).</summary>
public readonly record struct Port(ushort Number) : IComparable<Port>
{
    public const int Max = ushort.MaxValue;

    public int CompareTo(Port other) => Number.CompareTo(other.Number);

    /// <summary>Reads decimal digits only: no sign, no space, no value above 65535.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Port port)
    {
        port = default;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (!ushort.TryParse(text, out var number)) return false;
        port = new Port(number);
        return true;
    }

    public override string ToString() => Number.ToString();

    public static bool operator <(Port left, Port right) => left.Number < right.Number;
    public static bool operator >(Port left, Port right) => left.Number > right.Number;
    public static bool operator <=(Port left, Port right) => left.Number <= right.Number;
    public static bool operator >=(Port left, Port right) => left.Number >= right.Number;
}
