using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Engine.Reach;

/// <summary>Reads one field of a packet as the kernel's matches would.</summary>
sealed class PacketReader(Machine machine)
{
    public RuleSieve Sieve => machine.Sieve;

    // More are looked up all at once.
    const int Few = 64;

    /// <summary>Whether the match certainly fails, as far as that is known without dividing the packet.</summary>
    public bool Misses(RulePart.Match match, Packet packet)
    {
        if (match.Fields.Count != 1 || match.Set.IsVolatile) return false;
        var field = match.Fields[0];
        var reading = Read(packet, field.Field);
        if (reading.Kind == ReadingKind.Absent) return !match.HoldsIfAbsent;
        if (reading.Kind is ReadingKind.Unknown or ReadingKind.Addresses or ReadingKind.OneOf) return false;
        if (match.Set.Elements.Count > Few && field.Field is PacketField.SourceAddress or PacketField.DestinationAddress) return false;
        foreach (var element in match.Set.Elements)
        {
            if (element.Parts.Count != 1 || reading.Is(element.Parts[0], field.Mask) is not { } holds) return false;
            if (holds) return match.IsNegated;
        }
        return !match.IsNegated;
    }

    public FieldReading Read(Packet packet, PacketField field) =>
        packet.IsObscured(field) || (packet.IsAdrift && field is PacketField.DestinationAddress or PacketField.DestinationPort or PacketField.DestinationType)
            ? FieldReading.Unknown
            : Known(packet, field);

    FieldReading Known(Packet packet, PacketField field) => field switch
    {
        PacketField.Family => FieldReading.Of((uint)packet.Family),
        PacketField.Protocol => FieldReading.Of(packet.Protocol),
        PacketField.SourceAddress => packet.SeenSource is { } seen ? FieldReading.OneOf(seen) : FieldReading.Of(packet.Source),
        PacketField.DestinationAddress => FieldReading.Of(packet.Destination),
        PacketField.SourcePort => Ports(packet, packet.SourcePorts),
        PacketField.DestinationPort => Ports(packet, packet.DestinationPorts),
        PacketField.InputInterface => FieldReading.Of(packet.Input),
        PacketField.OutputInterface => FieldReading.Of(packet.Output),
        PacketField.InputInterfaceType => packet.Input.Length == 0 ? FieldReading.Absent : machine.InterfaceType(packet.Input) is { } type ? FieldReading.Of(type) : FieldReading.Unknown,
        // net/netfilter/nft_ct.c and xt_conntrack.c: a packet that tracking has not seen is "invalid".
        PacketField.ConnectionState => FieldReading.Of(packet.State == 0 ? ConnectionStates.Invalid : packet.State),
        PacketField.ConnectionStateAndNat => StateAndNat(packet),
        PacketField.ConnectionStatus => Tracked(packet, FieldReading.OfBits(packet.IsRedirected ? ConnectionStatuses.DestinationNat : 0, packet.IsAdrift ? 0 : ConnectionStatuses.DestinationNat)),
        PacketField.ConnectionProtocol => Tracked(packet, FieldReading.Of(packet.Protocol)),
        PacketField.ConnectionDirection => Tracked(packet, FieldReading.Of(packet.IsReply ? 1u : 0u)),
        PacketField.OriginalSource => Tracked(packet, packet.OriginalSource is { IsSingle: true } source ? FieldReading.Of(source.First) : FieldReading.Unknown),
        PacketField.OriginalDestination => Tracked(packet, packet.OriginalDestination is { IsSingle: true } original ? FieldReading.Of(original.First) : FieldReading.Unknown),
        PacketField.OriginalDestinationPort => Tracked(packet, FieldReading.Of(packet.OriginalPort)),
        PacketField.SourceType => packet.SeenSource is null ? AddressType(packet, packet.Source) : FieldReading.Unknown,
        PacketField.DestinationType => AddressType(packet, packet.Destination),
        PacketField.IcmpType => packet.IcmpType is { } icmp ? FieldReading.Of(icmp) : FieldReading.Absent,
        PacketField.IcmpCode => packet.IcmpType is null ? FieldReading.Absent : FieldReading.Of(0u),
        PacketField.TcpFlags => packet.Protocol == 6 ? FieldReading.Of(packet.TcpFlags) : FieldReading.Absent,
        PacketField.HopLimit => packet.HopLimit is { } hops ? FieldReading.Of(hops) : FieldReading.Unknown,
        PacketField.Mark => FieldReading.OfBits(packet.Mark, packet.MarkKnown),
        PacketField.PacketType => FieldReading.Of(packet.PacketType),
        _ => FieldReading.Unknown,
    };

    /// <summary>The address that a redirect sends to; null when the interface has none.</summary>
    public InetAddress? OwnAddress(Packet packet)
    {
        if (packet.Input.Length == 0) return packet.Family == InetFamily.V4 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6;
        // IPv6 takes one of the same scope as the address that was called.
        var scope = packet.Family == InetFamily.V6 && packet.Destination.IsSingle && IsLinkLocal(AddressSet.Address(packet.Destination.First, packet.Family));
        foreach (var own in machine.Interface(packet.Input)?.Addresses ?? [])
            if (own.Address.Family == packet.Family && IsLinkLocal(own.Address) == scope) return own.Address;
        return null;
    }

    static bool IsLinkLocal(InetAddress address) => address.Family == InetFamily.V6 && address.Bits >> 118 == 0xfe80 >> 6;

    static FieldReading Ports(Packet packet, (ushort Low, ushort High) ports) =>
        packet.Protocol is 6 or 17 ? FieldReading.OfRange(ports.Low, ports.High) : FieldReading.Unknown;

    // Without an entry in the table the match fails, negated or not.
    static FieldReading Tracked(Packet packet, FieldReading reading) => HasEntry(packet) ? reading : FieldReading.Absent;

    static bool HasEntry(Packet packet) => packet.State is not (0 or ConnectionStates.Untracked or ConnectionStates.Invalid);

    // net/netfilter/xt_conntrack.c: the two kinds of NAT are bits beside the state where there is an entry.
    static FieldReading StateAndNat(Packet packet)
    {
        var state = packet.State == 0 ? ConnectionStates.Invalid : packet.State;
        if (!HasEntry(packet)) return FieldReading.Of(state);
        var bits = state | (packet.IsRedirected ? ConnectionStates.DestinationNat : 0) | (packet.SeenSource is null ? 0 : ConnectionStates.SourceNat);
        return FieldReading.OfBits(bits, ~(ConnectionStates.SourceNat | (packet.IsAdrift ? ConnectionStates.DestinationNat : 0)));
    }

    public bool IsLoopback(string link) => link.Length > 0 && machine.Interface(link) is { Kind: InterfaceKind.Loopback };

    /// <summary>What the source becomes: one of the addresses that a rule names, or of the machine's own.</summary>
    public AddressSet Translated(Packet packet, Operand? addresses) => addresses is not null ? AddressSet.Of(addresses) : machine.Addresses(packet.Family);

    FieldReading AddressType(Packet packet, AddressSet addresses)
    {
        if (addresses.IsSingle) return FieldReading.Of(machine.AddressType(AddressSet.Address(addresses.First, packet.Family)));
        // A class of callers leaves the machine's own addresses out.
        return FieldReading.Of(1u);
    }
}

/// <summary>What a field holds: numbers, a name, addresses, bits of which some are known; or nothing that a match could hold of.</summary>
readonly record struct FieldReading(ReadingKind Kind, UInt128 Low, UInt128 High, string? Name, AddressSet? Addresses)
{
    public static FieldReading Absent { get; } = new(ReadingKind.Absent, 0, 0, null, null);
    public static FieldReading Unknown { get; } = new(ReadingKind.Unknown, 0, 0, null, null);
    public static FieldReading Of(UInt128 number) => new(ReadingKind.Numbers, number, number, null, null);
    public static FieldReading OfRange(UInt128 low, UInt128 high) => new(ReadingKind.Numbers, low, high, null, null);
    public static FieldReading Of(string name) => new(ReadingKind.Name, 0, 0, name, null);
    public static FieldReading OneOf(AddressSet addresses) => addresses.IsSingle ? Of(addresses.First) : new(ReadingKind.OneOf, 0, 0, null, addresses);
    public static FieldReading OfBits(UInt128 bits, UInt128 known) => new(ReadingKind.Bits, bits, known, null, null);

    public static FieldReading Of(AddressSet addresses) => addresses.IsSingle
        ? Of(addresses.First)
        : new(ReadingKind.Addresses, 0, 0, null, addresses);

    /// <summary>Whether the operand holds; null when that cannot be told.</summary>
    public bool? Is(Operand operand, UInt128? mask) => Kind switch
    {
        ReadingKind.Numbers when Low == High => IsNumber(mask is { } bits ? Low & bits : Low, operand),
        ReadingKind.Numbers when mask is null && !operand.IsBits && operand.Name is null => Low >= operand.Low && High <= operand.High ? true : Low > operand.High || High < operand.Low ? false : null,
        ReadingKind.OneOf when mask is null && !operand.IsBits && operand.Name is null && !Addresses!.IsEmpty =>
            Addresses.And(operand.Low, operand.High) is var inside && inside.IsEmpty ? false : Addresses.Except(inside).IsEmpty ? true : null,
        ReadingKind.Name => operand.ContainsName(Name!),
        ReadingKind.Bits when operand.IsBits => (Low & operand.Low) != 0 ? true : (operand.Low & ~High) == 0 ? false : null,
        ReadingKind.Bits when operand.IsSingle => ((Low ^ operand.Low) & (mask ?? uint.MaxValue) & High) != 0 ? false : ((mask ?? uint.MaxValue) & ~High) == 0 ? true : null,
        _ => null,
    };

    static bool IsNumber(UInt128 number, Operand operand) => operand.IsBits ? (number & operand.Low) != 0 : operand.Name is null && operand.Contains(number);
}

enum ReadingKind : byte
{
    Absent,
    Unknown,
    Numbers,
    Name,
    Bits,
    Addresses,

    /// <summary>One of several addresses, and nobody can say which.</summary>
    OneOf,
}
