using System.Text.Json;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Linux.Firewall;

/// <summary>
/// Reads what `nft -j list ruleset` prints (libnftables-json(5)). Chains come in any order and may be named before they are
/// listed, so everything is gathered first. What a table or chain says of itself and is not understood is a gap: no verdict is
/// certain then.
/// </summary>
public static class NftRuleset
{
    /// <summary>Null with the reason when it is no such document.</summary>
    /// <param name="texts">Rules as people write them, from <see cref="NftListing"/>.</param>
    public static FirewallRules? Read(ReadOnlyMemory<byte> json, NftListing texts, out string? problem)
    {
        problem = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.TryMember("nftables", out var objects) && objects.ValueKind == JsonValueKind.Array) return Rules(objects, texts);
            problem = "nft printed JSON of another shape";
        }
        catch (JsonException e)
        {
            problem = $"nft printed no whole JSON document: {e.Message}";
        }
        catch (InvalidOperationException e)
        {
            // Text that is no valid Unicode.
            problem = $"nft printed text that cannot be read: {e.Message}";
        }
        return null;
    }

    static FirewallRules Rules(JsonElement objects, NftListing texts)
    {
        var tables = new List<NftTableDraft>();
        var gaps = new List<string>();
        var sets = new NftSets();
        var rules = new List<(NftTableDraft Table, NftChainDraft Chain, JsonElement Rule)>();
        foreach (var item in objects.EnumerateArray())
        {
            if (!item.TryOnly(out var kind, out var value) || kind is not ("table" or "chain" or "rule" or "set" or "map")) continue;
            if (Family(value.Text("family")) is not { } family || value.Text(kind == "table" ? "name" : "table") is not { } of)
            {
                gaps.Add($"nft lists a {kind} that cannot be read");
                continue;
            }
            var table = Find(tables, family, of);
            if (kind == "table") table.IsDormant = IsDormant(value, family, of, texts, gaps);
            else if (kind == "chain" && value.Text("name") is { } chain) table.Chain(chain).Describe(value, of, gaps);
            else if (kind is "set" or "map" && value.Text("name") is { } set) sets.Add(family, of, set, value);
            else if (kind == "rule" && value.Text("chain") is { } place) rules.Add((table, table.Chain(place), value));
            else gaps.Add($"nft lists a {kind} of table {of} that cannot be read");
        }
        foreach (var (table, _, rule) in rules) MarkChanging(sets, table, rule);
        foreach (var (table, chain, rule) in rules) AddRule(sets, table, chain, rule, texts);
        foreach (var table in tables)
            if (!table.IsDormant) table.NameMissingChains(gaps);
        return new FirewallRules([.. tables.Where(static table => !table.IsDormant).Select(static table => table.ToTable())])
        {
            Gaps = gaps,
            Dormant = [.. tables.Where(static table => table.IsDormant).Select(static table => $"{table.Family.Name()} {table.Name}")],
        };
    }

    static void AddRule(NftSets sets, NftTableDraft table, NftChainDraft chain, JsonElement rule, NftListing texts)
    {
        var parts = rule.TryMember("expr", out var expressions) && expressions.ValueKind == JsonValueKind.Array
            ? new NftStatements(sets, table.Family, table.Name).Read(expressions)
            : [new RulePart.Opaque(OpaqueEffect.Verdict, "?")];
        var handle = rule.Number("handle") is > 0 and { } number ? (ulong)number : (ulong?)null;
        if (HasExtension(expressions)) table.HasExtensions = true;
        chain.Rules.Add(new FirewallRule(handle, chain.Rules.Count + 1, texts.Text(table.Family, table.Name, chain.Name, handle) ?? Short(expressions), parts));
    }

    static NftTableDraft Find(List<NftTableDraft> tables, TableFamily family, string name)
    {
        if (tables.Find(known => known.Family == family && known.Name == name) is { } found) return found;
        var made = new NftTableDraft(family, name);
        tables.Add(made);
        return made;
    }

    // nft 1.0.6 prints its own name where the flags belong; its listing for people has them.
    static bool IsDormant(JsonElement table, TableFamily family, string name, NftListing texts, List<string> gaps)
    {
        var listed = texts.Flags(family, name);
        if (!table.TryMember("flags", out var told)) return Judged(listed ?? []) ?? Unread();
        if (Judged([.. told.Items().Select(static flag => flag.ValueKind == JsonValueKind.String ? flag.GetString()! : "?")]) is { } known) return known || Judged(listed ?? []) == true;
        return (listed is null ? null : Judged(listed)) ?? Unread();

        bool Unread()
        {
            gaps.Add($"the flags of table {name} cannot be read");
            return false;
        }
    }

    // nft(8), "TABLES". Null: one of them is not known.
    static bool? Judged(IReadOnlyList<string> flags)
    {
        var isDormant = false;
        foreach (var flag in flags)
        {
            if (flag is not ("dormant" or "owner" or "persist")) return null;
            isDormant |= flag == "dormant";
        }
        return isDormant;
    }

    static void MarkChanging(NftSets sets, NftTableDraft table, JsonElement rule)
    {
        if (!rule.TryMember("expr", out var expressions)) return;
        foreach (var expression in expressions.Items())
        {
            if (expression.ValueKind == JsonValueKind.String) MarkNamed(sets, table, expression.GetString()!);
            if (!expression.TryOnly(out var kind, out var value)) continue;
            if (kind is "set" or "map" && (value.Text("set") ?? value.Text("map")) is ['@', ..] name) sets.MarkChanging(table.Family, table.Name, name[1..]);
            else if (kind == "meter" && value.Text("name") is { } meter) sets.MarkChanging(table.Family, table.Name, meter);
        }
    }

    // A statement that this nft has no JSON for comes as its text.
    static void MarkNamed(NftSets sets, NftTableDraft table, string statement)
    {
        foreach (var word in statement.Split(' '))
            if (word is ['@', _, ..]) sets.MarkChanging(table.Family, table.Name, word[1..]);
    }

    static bool HasExtension(JsonElement expressions)
    {
        if (expressions.ValueKind != JsonValueKind.Array) return false;
        foreach (var expression in expressions.EnumerateArray())
            if (expression.TryMember("xt", out _)) return true;
        return false;
    }

    static string Short(JsonElement expressions)
    {
        var text = expressions.ValueKind == JsonValueKind.Undefined ? "" : expressions.GetRawText();
        return text.Length > NftListing.LongestText ? text[..NftListing.LongestText] : text;
    }

    internal static TableFamily? Family(string? name) => name switch
    {
        "ip" => TableFamily.Ip,
        "ip6" => TableFamily.Ip6,
        "inet" => TableFamily.Inet,
        "netdev" => TableFamily.Netdev,
        "arp" => TableFamily.Arp,
        "bridge" => TableFamily.Bridge,
        _ => null,
    };
}
