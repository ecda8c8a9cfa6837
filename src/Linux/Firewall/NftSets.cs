using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>Sets and maps: their elements are read when a rule says of which fields they are.</summary>
sealed class NftSets
{
    readonly Dictionary<(TableFamily, string Table, string Name), JsonElement> named = [];
    readonly HashSet<(TableFamily, string Table, string Name)> changing = [];
    readonly Dictionary<(TableFamily, string Table, string Name, string Fields), ElementSet?> read = [];

    public void Add(TableFamily family, string table, string name, JsonElement set)
    {
        named[(family, table, name)] = set;
        // A statement of its own for each element, such as a limit, may not hold.
        if (set.TryMember("stmt", out var statements) && !AreHarmless(statements)) MarkChanging(family, table, name);
        if (!set.TryMember("flags", out var flags)) return;
        foreach (var flag in flags.Items())
            if (flag.ValueKind == JsonValueKind.String && flag.GetString() is "timeout" or "dynamic") MarkChanging(family, table, name);
    }

    /// <summary>Packets themselves add to it or take from it.</summary>
    public void MarkChanging(TableFamily family, string table, string name) => changing.Add((family, table, name));

    /// <summary>What the fields are compared with: "@name", a set, or a value. Null when any of it is not understood.</summary>
    public ElementSet? Read(TableFamily family, string table, IReadOnlyList<NftField> fields, JsonElement value, DataKind data = DataKind.None)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is ['@', ..] reference) return Named(family, table, reference[1..], fields, data);
        if (value.TryOnly(out var kind, out var inner) && kind == "set") return Elements(null, false, fields, inner, data);
        return data == DataKind.None && Key(fields, value) is { Parts.Count: > 0 } one ? new ElementSet(null, false, [one]) : null;
    }

    static bool AreHarmless(JsonElement statements)
    {
        foreach (var one in statements.Items())
            if (!one.TryOnly(out var kind, out _) || kind is not ("counter" or "last")) return false;
        return true;
    }

    /// <summary>Whether an element is no more than its value: it ends with its timeout, and counts.</summary>
    public static bool IsPlain(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return false;
        foreach (var member in element.EnumerateObject())
            if (member.Name is not ("val" or "timeout" or "expires" or "comment" or "counter" or "last")) return false;
        return true;
    }

    ElementSet? Named(TableFamily family, string table, string name, IReadOnlyList<NftField> fields, DataKind data)
    {
        var key = (family, table, name, $"{data} {string.Join(" . ", fields)}");
        if (read.TryGetValue(key, out var known)) return known;
        ElementSet? set = null;
        if (named.TryGetValue((family, table, name), out var json))
        {
            var isVolatile = changing.Contains((family, table, name));
            set = json.TryMember("elem", out var elements)
                ? Elements($"@{name}", isVolatile, fields, elements, data)
                : new ElementSet($"@{name}", isVolatile, []);
        }
        return read[key] = set;
    }

    static ElementSet? Elements(string? name, bool isVolatile, IReadOnlyList<NftField> fields, JsonElement items, DataKind data)
    {
        var elements = new List<Element>();
        foreach (var item in items.Items())
        {
            if (Element(fields, item, data) is not { } element) return null;
            elements.Add(element);
        }
        return new ElementSet(name, isVolatile, elements);
    }

    static Element? Element(IReadOnlyList<NftField> fields, JsonElement item, DataKind data)
    {
        if (data == DataKind.None) return Key(fields, item);
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2 || Key(fields, item[0]) is not { } key) return null;
        if (data == DataKind.Verdict) return NftVerdicts.Read(item[1]) is { } verdict ? key with { Verdict = verdict } : null;
        return NatPlaceOf(item[1], data) is { } place ? key with { Place = place } : null;
    }

    static Element? Key(IReadOnlyList<NftField> fields, JsonElement item)
    {
        // With a timeout, counter or comment the value is wrapped.
        if (item.TryOnly(out var kind, out var inner) && kind == "elem") return IsPlain(inner) && inner.TryMember("val", out var value) ? Key(fields, value) : null;
        if (item.ValueKind == JsonValueKind.String && item.ValueEquals("*") && !fields[0].IsInterface) return new Element([]);
        if (kind == "concat")
        {
            if (inner.ValueKind != JsonValueKind.Array || inner.GetArrayLength() != fields.Count) return null;
            var parts = new Operand[fields.Count];
            for (var i = 0; i < parts.Length; i++)
            {
                if (NftOperands.Read(fields[i], inner[i]) is not { } part) return null;
                parts[i] = part;
            }
            return new Element(parts);
        }
        return fields.Count == 1 && NftOperands.Read(fields[0], item) is { } only ? new Element([only]) : null;
    }

    static NatPlace? NatPlaceOf(JsonElement value, DataKind data)
    {
        if (value.TryOnly(out var kind, out var inner) && kind == "elem" && !inner.TryMember("val", out value)) return null;
        if (kind == "concat")
        {
            if (inner.ValueKind != JsonValueKind.Array || inner.GetArrayLength() != 2) return null;
            return NftOperands.Read(Address, inner[0]) is { } address && NftOperands.Read(Port, inner[1]) is { } port ? new NatPlace(address, port) : null;
        }
        if (data == DataKind.Port) return NftOperands.Read(Port, value) is { } only ? new NatPlace(null, only) : null;
        return NftOperands.Read(Address, value) is { } place ? new NatPlace(place, null) : null;
    }

    internal static readonly NftField Address = new(PacketField.DestinationAddress), Port = new(PacketField.DestinationPort);
}

/// <summary>What a map gives for a key.</summary>
enum DataKind : byte
{
    None,
    Verdict,

    /// <summary>An address, or an address and a port.</summary>
    Address,
    Port,
}
