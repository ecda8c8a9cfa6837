using Berth.Model.Addressing;

namespace Berth.Model.Firewall;

/// <summary>What a field is compared with: the elements of a set or map, or the one value of a plain comparison.</summary>
/// <param name="Name">Of a named set, with its '@'.</param>
/// <param name="IsVolatile">Elements come and go by themselves: what it holds now says nothing about later.</param>
public sealed record ElementSet(string? Name, bool IsVolatile, IReadOnlyList<Element> Elements)
{
    public static ElementSet Of(params IReadOnlyList<Operand> values)
    {
        var elements = new Element[values.Count];
        for (var i = 0; i < elements.Length; i++) elements[i] = new Element([values[i]]);
        return new ElementSet(null, false, elements);
    }
}

/// <param name="Parts">One for each field that is compared. Empty: whatever no other element is.</param>
public sealed record Element(IReadOnlyList<Operand> Parts)
{
    public Verdict? Verdict { get; init; }

    /// <summary>Where a NAT map sends to; a null part stays as it is.</summary>
    public NatPlace? Place { get; init; }
}

public sealed record NatPlace(Operand? Addresses, Operand? Ports);

/// <summary>A number, an inclusive range of numbers, or the name of an interface.</summary>
public sealed record Operand
{
    Operand(UInt128 low, UInt128 high, string? name) => (Low, High, Name) = (low, high, name);

    public UInt128 Low { get; }
    public UInt128 High { get; }

    /// <summary>Set for an interface; a '*' at the end stands for any ending.</summary>
    public string? Name { get; }

    /// <summary>Bits that must be set rather than a number to be equal to ("ct state established,related").</summary>
    public bool IsBits { get; init; }

    public bool IsSingle => Name is null && Low == High;

    public static Operand Number(UInt128 value) => new(value, value, null);
    public static Operand Range(UInt128 low, UInt128 high) => new(low, high, null);
    public static Operand Bits(UInt128 bits) => new(bits, bits, null) { IsBits = true };
    public static Operand Interface(string name) => new(0, 0, name);
    public static Operand Address(InetAddress address) => Number(address.Bits);

    /// <summary>The addresses of a network; bits behind the prefix are ignored.</summary>
    public static Operand Prefix(InetAddress network, int length)
    {
        var width = network.Family == InetFamily.V4 ? 32 : 128;
        var host = length >= width ? UInt128.Zero : (UInt128.One << (width - Math.Max(length, 0))) - 1;
        if (width == 128 && length <= 0) host = UInt128.MaxValue;
        return Range(network.Bits & ~host, network.Bits | host);
    }

    public bool Contains(UInt128 value) => value >= Low && value <= High;

    public bool ContainsName(string name) => Name is not null
        && (Name.EndsWith('*') ? name.AsSpan().StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.Ordinal) : Name == name);
}
