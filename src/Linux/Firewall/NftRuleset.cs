using System.Text.Json;
using Berth.Model;

namespace Berth.Linux.Firewall;

/// <summary>
/// Reads what `nft -j list ruleset` prints (libnftables-json(5)). Chains come in any order and may be named before they are
/// listed, so everything is gathered first.
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
            if (document.RootElement.TryMember("nftables", out var objects) && objects.ValueKind == JsonValueKind.Array) return new FirewallRules(Tables(objects, texts));
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

    static List<FirewallTable> Tables(JsonElement objects, NftListing texts)
    {
        var tables = new List<TableDraft>();
        var sets = new NftSets();
        var rules = new List<(TableDraft Table, ChainDraft Chain, JsonElement Rule)>();
        foreach (var item in objects.EnumerateArray())
        {
            if (!item.TryOnly(out var kind, out var value) || Family(value.Text("family")) is not { } family) continue;
            if (kind == "table")
            {
                if (value.Text("name") is { } name) Find(tables, family, name);
                continue;
            }
            if (value.Text("table") is not { } of) continue;
            var table = Find(tables, family, of);
            if (kind == "chain" && value.Text("name") is { } chain) table.Chain(chain).Hook = Hook(value);
            else if (kind is "set" or "map" && value.Text("name") is { } set) sets.Add(family, of, set, value);
            else if (kind == "rule" && value.Text("chain") is { } place) rules.Add((table, table.Chain(place), value));
        }
        foreach (var (table, _, rule) in rules) MarkChanging(sets, table, rule);
        foreach (var (table, chain, rule) in rules)
        {
            var parts = rule.TryMember("expr", out var expressions) ? new NftStatements(sets, table.Family, table.Name).Read(expressions) : [];
            var handle = rule.Number("handle") is > 0 and { } number ? (ulong)number : (ulong?)null;
            if (HasExtension(expressions)) table.HasExtensions = true;
            chain.Rules.Add(new FirewallRule(handle, chain.Rules.Count + 1, texts.Text(table.Family, table.Name, chain.Name, handle) ?? Short(expressions), parts));
        }
        return [.. tables.Select(table => table.ToTable())];
    }

    // Rules are gathered before chains are complete, so both are drafts until the end.
    sealed class TableDraft(TableFamily family, string name)
    {
        readonly List<ChainDraft> chains = [];

        public TableFamily Family => family;
        public string Name => name;
        public bool HasExtensions { get; set; }

        public ChainDraft Chain(string chain)
        {
            if (chains.Find(known => known.Name == chain) is { } found) return found;
            var made = new ChainDraft(chain);
            chains.Add(made);
            return made;
        }

        public FirewallTable ToTable() => new(family, name, HasExtensions ? FirewallDialect.IptablesNft : FirewallDialect.Nft, [.. chains.Select(chain => new FirewallChain(chain.Name, chain.Hook, chain.Rules))]);
    }

    sealed class ChainDraft(string name)
    {
        public string Name => name;
        public ChainHook? Hook { get; set; }
        public List<FirewallRule> Rules { get; } = [];
    }

    static TableDraft Find(List<TableDraft> tables, TableFamily family, string name)
    {
        if (tables.Find(known => known.Family == family && known.Name == name) is { } found) return found;
        var made = new TableDraft(family, name);
        tables.Add(made);
        return made;
    }

    static void MarkChanging(NftSets sets, TableDraft table, JsonElement rule)
    {
        if (!rule.TryMember("expr", out var expressions)) return;
        foreach (var expression in expressions.Items())
            if (expression.TryOnly(out var kind, out var value) && kind is "set" or "map" && (value.Text("set") ?? value.Text("map")) is ['@', ..] name)
                sets.MarkChanging(table.Family, table.Name, name[1..]);
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

    static ChainHook? Hook(JsonElement chain)
    {
        if (chain.Text("hook") is not { } hook || Point(hook) is not { } point) return null;
        var type = chain.Text("type") switch { "nat" => ChainType.Nat, "route" => ChainType.Route, _ => ChainType.Filter };
        List<string> devices = [];
        if (chain.TryMember("dev", out var dev))
            foreach (var device in dev.Items())
                if (device.ValueKind == JsonValueKind.String) devices.Add(device.GetString()!);
        return new ChainHook(type, point, (int)Math.Clamp(chain.Number("prio") ?? 0, int.MinValue, int.MaxValue), chain.Text("policy") == "drop", devices);
    }

    static HookPoint? Point(string hook) => hook switch
    {
        "ingress" => HookPoint.Ingress,
        "prerouting" => HookPoint.Prerouting,
        "input" => HookPoint.Input,
        "forward" => HookPoint.Forward,
        "output" => HookPoint.Output,
        "postrouting" => HookPoint.Postrouting,
        "egress" => HookPoint.Egress,
        _ => null,
    };

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
