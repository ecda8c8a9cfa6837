using System.Text;
using Berth.Engine.Listing;
using Berth.Model.Addressing;

namespace Berth.Engine.Filters;

/// <summary>One value to the right of an operator.</summary>
sealed record Operand
{
    public OperandKind Kind { get; private init; }
    public long Low { get; private init; }
    public long High { get; private init; }
    public string? Text { get; private init; }
    public InetAddress Network { get; private init; }
    public int PrefixLength { get; private init; }

    public bool IsSingleNumber => Kind == OperandKind.Range && Low == High;

    /// <summary>Any value that is known to be absent.</summary>
    public static Operand None { get; } = new() { Kind = OperandKind.None };

    /// <summary>Any value that cannot be seen.</summary>
    public static Operand Hidden { get; } = new() { Kind = OperandKind.Hidden };

    public static Operand OfNumber(long number) => OfRange(number, number);

    /// <summary>Inclusive; long.MinValue and long.MaxValue leave an end open.</summary>
    public static Operand OfRange(long low, long high) => new() { Kind = OperandKind.Range, Low = low, High = high };
    public static Operand OfText(string text) => new() { Kind = OperandKind.Text, Text = text };
    public static Operand OfGlob(string pattern) => new() { Kind = OperandKind.Glob, Text = pattern };

    public static Operand OfNetwork(InetAddress network, int length) =>
        new() { Kind = OperandKind.Network, Network = network, PrefixLength = length };

    public void Write(StringBuilder text, FieldType type)
    {
        switch (Kind)
        {
            case OperandKind.None: text.Append("none"); break;
            case OperandKind.Hidden: text.Append("hidden"); break;
            case OperandKind.Range: WriteRange(text, type); break;
            case OperandKind.Network: WriteNetwork(text); break;
            case OperandKind.Glob: text.Append(Text); break;
            default: Spelling.WriteValue(text, Text!); break;
        }
    }

    void WriteRange(StringBuilder text, FieldType type)
    {
        if (Low != long.MinValue) Quantities.Write(text, Low, type);
        if (Low == High) return;
        text.Append("..");
        if (High != long.MaxValue) Quantities.Write(text, High, type);
    }

    void WriteNetwork(StringBuilder text)
    {
        text.Append(Network.ToString());
        if (PrefixLength != FullLength(Network)) text.Append('/').Append(PrefixLength);
    }

    public static int FullLength(InetAddress address) => address.Family == InetFamily.V4 ? 32 : 128;
}

enum OperandKind : byte
{
    Text,
    Glob,
    Range,
    Network,
    None,
    Hidden,
}
