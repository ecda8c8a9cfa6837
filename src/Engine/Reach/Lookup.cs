using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>
/// Looks fields of a packet up among elements. Where one end of the packet is many addresses, the answer divides them: those that
/// are found, by element, those of which it cannot be told, and the rest.
/// </summary>
sealed class Lookup
{
    // A block list may hold 100,000 networks; judged by a part of them, the answer is still never wrongly "open".
    const int MostPieces = 2048;

    readonly Packet packet;
    readonly PacketField? divided;

    Lookup(Packet packet, PacketField? divided) => (this.packet, this.divided) = (packet, divided);

    /// <summary>One of the fields does not exist in this packet: the rule fails, negated or not.</summary>
    public bool IsAbsent { get; private init; }

    public List<(Element Element, AddressSet Part)> Found { get; } = [];
    public List<(Element? Element, AddressSet Part)> Perhaps { get; } = [];

    /// <summary>What is certainly in none of the elements, and what is perhaps.</summary>
    public AddressSet Rest { get; private set; } = AddressSet.Nobody;

    public static Lookup Of(Packet packet, IReadOnlyList<FieldMask> fields, ElementSet set, PacketReader reader)
    {
        var readings = new FieldReading[fields.Count];
        PacketField? divided = null;
        for (var i = 0; i < readings.Length; i++)
        {
            readings[i] = reader.Read(packet, fields[i].Field);
            if (readings[i].Kind == ReadingKind.Absent) return new Lookup(packet, null) { IsAbsent = true };
            if (readings[i].Kind != ReadingKind.Addresses) continue;
            // A packet is divided by one of its ends; of the other it is not known which address it is.
            if (divided is null) divided = fields[i].Field;
            else readings[i] = FieldReading.OneOf(readings[i].Addresses!);
        }
        var lookup = new Lookup(packet, divided);
        if (fields is [{ Mask: null, Field: PacketField.SourceAddress or PacketField.DestinationAddress }] && readings[0].Kind is ReadingKind.Addresses or ReadingKind.Numbers
            && reader.Sieve.Union(set) is { } all) lookup.SearchAll(set, readings[0], all);
        else lookup.Search(fields, set, readings);
        return lookup;
    }

    public Packet With(AddressSet part) => divided switch
    {
        PacketField.SourceAddress => packet with { Source = part },
        PacketField.DestinationAddress => packet with { Destination = part },
        _ => packet,
    };

    // Without a divided field one address stands for "the whole packet".
    AddressSet Whole => divided switch
    {
        PacketField.SourceAddress => packet.Source,
        PacketField.DestinationAddress => packet.Destination,
        _ => Everybody,
    };

    static readonly AddressSet Everybody = AddressSet.Of(0, 0);

    void SearchAll(ElementSet set, FieldReading reading, AddressSet all)
    {
        var whole = Whole;
        var part = reading.Kind == ReadingKind.Addresses ? whole.And(all) : all.Contains(reading.Low) ? whole : AddressSet.Nobody;
        if (!part.IsEmpty) Found.Add((set.Elements[0], part));
        Rest = whole.Except(part);
    }

    void Search(IReadOnlyList<FieldMask> fields, ElementSet set, FieldReading[] readings)
    {
        var whole = Whole;
        Element? otherwise = null;
        foreach (var element in set.Elements)
        {
            if (element.Parts.Count == 0) otherwise = element;
            else Try(element, fields, readings, whole);
        }
        if (set.IsVolatile)
        {
            // What is in it now may be gone, and what is not may come.
            Perhaps.Clear();
            Perhaps.Add((Found.Count > 0 ? Found[0].Element : null, whole));
            Found.Clear();
            Rest = whole;
            return;
        }
        Rest = Found.Count == 0 ? whole : whole.Except(Union(Found));
        if (otherwise is null || Rest.IsEmpty) return;
        if (Perhaps.Count > 0) Perhaps.Add((otherwise, Rest));
        else
        {
            Found.Add((otherwise, Rest));
            Rest = AddressSet.Nobody;
        }
    }

    void Try(Element element, IReadOnlyList<FieldMask> fields, FieldReading[] readings, AddressSet whole)
    {
        if (element.Parts.Count != fields.Count) return;
        var isCertain = true;
        var part = whole;
        for (var i = 0; i < readings.Length; i++)
        {
            if (readings[i].Kind == ReadingKind.Addresses)
            {
                if (Addresses(element.Parts[i], fields[i].Mask, packet.Family) is { } range)
                {
                    part = part.And(range.Low, range.High);
                    if (part.IsEmpty) return;
                }
                else isCertain = false;
                continue;
            }
            switch (readings[i].Is(element.Parts[i], fields[i].Mask))
            {
                case false: return;
                case null: isCertain = false; break;
            }
        }
        if (isCertain) Found.Add((element, part));
        else Perhaps.Add((element, part));
    }

    // "saddr & 255.255.255.0 == 10.0.0.0" is a range when the mask is a prefix.
    static (UInt128 Low, UInt128 High)? Addresses(Operand operand, UInt128? mask, InetFamily family)
    {
        if (operand.Name is not null || operand.IsBits) return null;
        if (mask is not { } bits) return (operand.Low, operand.High);
        var all = family == InetFamily.V4 ? uint.MaxValue : UInt128.MaxValue;
        var rest = all & ~bits;
        if ((rest & (rest + 1)) != 0 || operand.Low != operand.High) return null;
        return (operand.Low & rest) != 0 ? (1, 0) : (operand.Low, operand.Low | rest);
    }

    public AddressSet AllFound => Found.Count == 0 ? AddressSet.Nobody : Union(Found).Sample(MostPieces);

    public AddressSet AllPerhaps
    {
        get
        {
            var parts = new List<AddressSet>();
            foreach (var (_, part) in Perhaps) parts.Add(part);
            return parts.Count == 0 ? AddressSet.Nobody : AddressSet.Union(parts).Except(AllFound).Sample(MostPieces);
        }
    }

    /// <summary>The sets were cut to a sample.</summary>
    public bool IsSampled => Rest.Pieces > MostPieces || (Found.Count > 0 && Union(Found).Pieces > MostPieces);

    public AddressSet AllRest => Rest.Sample(MostPieces);

    static AddressSet Union(List<(Element, AddressSet)> found)
    {
        if (found.Count == 1) return found[0].Item2;
        var parts = new AddressSet[found.Count];
        for (var i = 0; i < parts.Length; i++) parts[i] = found[i].Item2;
        return AddressSet.Union(parts);
    }
}
