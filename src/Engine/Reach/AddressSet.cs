using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>Addresses of one family as sorted ranges that do not touch: who is meant by "the local network, but not 10.0.0.7".</summary>
sealed class AddressSet
{
    readonly record struct Range(UInt128 Low, UInt128 High);

    readonly Range[] spans;

    AddressSet(Range[] spans) => this.spans = spans;

    public static AddressSet Nobody { get; } = new([]);

    public static AddressSet Of(UInt128 low, UInt128 high) => low > high ? Nobody : new([new Range(low, high)]);
    public static AddressSet Of(InetAddress address) => Of(address.Bits, address.Bits);
    public static AddressSet Of(Operand range) => Of(range.Low, range.High);
    public static AddressSet Network(InetAddress network, int length) => Of(Operand.Prefix(network, length));

    public bool IsEmpty => spans.Length == 0;
    public bool IsSingle => spans.Length == 1 && spans[0].Low == spans[0].High;
    public int Pieces => spans.Length;
    public UInt128 First => spans[0].Low;

    /// <summary>An address that is nobody's in particular: not the first or last, which often is a router's.</summary>
    public UInt128 Middle
    {
        get
        {
            var widest = spans[0];
            foreach (var span in spans)
                if (span.High - span.Low > widest.High - widest.Low) widest = span;
            return widest.Low + (widest.High - widest.Low) / 2;
        }
    }

    public bool Contains(UInt128 address)
    {
        var (low, high) = (0, spans.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (address < spans[middle].Low) high = middle - 1;
            else if (address > spans[middle].High) low = middle + 1;
            else return true;
        }
        return false;
    }

    public AddressSet And(UInt128 low, UInt128 high)
    {
        var kept = new List<Range>();
        foreach (var span in spans)
        {
            var (from, to) = (UInt128.Max(span.Low, low), UInt128.Min(span.High, high));
            if (from <= to) kept.Add(new Range(from, to));
        }
        return kept.Count == 0 ? Nobody : new AddressSet([.. kept]);
    }

    public AddressSet And(AddressSet other)
    {
        var kept = new List<Range>();
        for (int i = 0, j = 0; i < spans.Length && j < other.spans.Length;)
        {
            var (from, to) = (UInt128.Max(spans[i].Low, other.spans[j].Low), UInt128.Min(spans[i].High, other.spans[j].High));
            if (from <= to) kept.Add(new Range(from, to));
            if (spans[i].High < other.spans[j].High) i++;
            else j++;
        }
        return kept.Count == 0 ? Nobody : new AddressSet([.. kept]);
    }

    public AddressSet Except(AddressSet other)
    {
        if (other.IsEmpty || IsEmpty) return this;
        var kept = new List<Range>();
        var next = 0;
        foreach (var span in spans)
        {
            var low = span.Low;
            var isCovered = false;
            while (next < other.spans.Length && other.spans[next].High < low) next++;
            for (var j = next; j < other.spans.Length && other.spans[j].Low <= span.High; j++)
            {
                if (other.spans[j].Low > low) kept.Add(new Range(low, other.spans[j].Low - 1));
                if (other.spans[j].High >= span.High)
                {
                    isCovered = true;
                    break;
                }
                low = other.spans[j].High + 1;
            }
            if (!isCovered) kept.Add(new Range(low, span.High));
        }
        return kept.Count == 0 ? Nobody : new AddressSet([.. kept]);
    }

    public AddressSet Or(AddressSet other) => IsEmpty ? other : other.IsEmpty ? this : Union([this, other]);

    public static AddressSet Union(IReadOnlyList<AddressSet> sets)
    {
        if (sets.Count == 1) return sets[0];
        var all = new List<Range>();
        foreach (var set in sets) all.AddRange(set.spans);
        if (all.Count == 0) return Nobody;
        all.Sort(static (a, b) => a.Low.CompareTo(b.Low));
        var kept = new List<Range> { all[0] };
        for (var i = 1; i < all.Count; i++)
        {
            var last = kept[^1];
            if (all[i].Low <= last.High || (last.High != UInt128.MaxValue && all[i].Low == last.High + 1)) kept[^1] = new Range(last.Low, UInt128.Max(last.High, all[i].High));
            else kept.Add(all[i]);
        }
        return new AddressSet([.. kept]);
    }

    /// <summary>At most so many ranges of it.</summary>
    public AddressSet Sample(int most) => spans.Length <= most ? this : new AddressSet(spans[..most]);

    /// <summary>"10.0.0.0/24", "10.0.0.5-10.0.0.9"; several joined, at most three.</summary>
    public string Text(InetFamily family)
    {
        var parts = new List<string>();
        foreach (var span in spans)
        {
            if (parts.Count == 3)
            {
                parts.Add($"{spans.Length - 3} more ranges");
                break;
            }
            parts.Add(Text(span, family));
        }
        return parts.Count == 0 ? "nowhere" : string.Join(", ", parts);
    }

    static string Text(Range span, InetFamily family)
    {
        var low = Address(span.Low, family).ToString();
        if (span.Low == span.High) return low;
        var width = family == InetFamily.V4 ? 32 : 128;
        for (var length = width - 1; length >= 0; length--)
        {
            var prefix = Operand.Prefix(Address(span.Low, family), length);
            if (prefix.Low == span.Low && prefix.High == span.High) return $"{low}/{length}";
            if (prefix.High > span.High) break;
        }
        return $"{low}-{Address(span.High, family).ToString()}";
    }

    public static InetAddress Address(UInt128 bits, InetFamily family)
    {
        if (family == InetFamily.V4) return InetAddress.V4((uint)bits);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return InetAddress.V6(bytes);
    }
}
