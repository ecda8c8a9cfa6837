using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

/// <summary>A table while it is read: its rules may come before its chains are told.</summary>
sealed class NftTableDraft(TableFamily family, string name)
{
    readonly List<NftChainDraft> chains = [];

    public TableFamily Family => family;
    public string Name => name;
    public bool HasExtensions { get; set; }
    public bool IsDormant { get; set; }

    public NftChainDraft Chain(string chain)
    {
        if (chains.Find(known => known.Name == chain) is { } found) return found;
        var made = new NftChainDraft(chain);
        chains.Add(made);
        return made;
    }

    public void NameMissingChains(List<string> gaps)
    {
        foreach (var chain in chains)
            if (!chain.IsTold) gaps.Add($"nft lists rules of a chain {chain.Name} in table {name}, and not the chain");
    }

    public FirewallTable ToTable() => new(family, name, HasExtensions ? FirewallDialect.IptablesNft : FirewallDialect.Nft,
        [.. chains.Select(static chain => new FirewallChain(chain.Name, chain.Hook, chain.Rules))]);
}

sealed class NftChainDraft(string name)
{
    public string Name => name;
    public bool IsTold { get; private set; }
    public ChainHook? Hook { get; private set; }
    public List<FirewallRule> Rules { get; } = [];

    /// <summary>Takes over what nft says of the chain; a chain without a hook is only jumped to.</summary>
    public void Describe(JsonElement chain, string table, List<string> gaps)
    {
        IsTold = true;
        if (!chain.TryMember("hook", out _) && !chain.TryMember("type", out _)) return;
        Hook = Read(chain);
        if (Hook is null) gaps.Add($"the hook of chain {name} in table {table} cannot be read");
    }

    static ChainHook? Read(JsonElement chain)
    {
        if (Point(chain.Text("hook")) is not { } point || Type(chain.Text("type")) is not { } type || chain.Number("prio") is not { } priority) return null;
        if (chain.Text("policy") is not (null or "accept" or "drop")) return null;
        List<string> devices = [];
        if (chain.TryMember("dev", out var dev))
            foreach (var device in dev.Items())
                if (device.ValueKind == JsonValueKind.String) devices.Add(device.GetString()!);
        return new ChainHook(type, point, (int)Math.Clamp(priority, int.MinValue, int.MaxValue), chain.Text("policy") == "drop", devices);
    }

    static ChainType? Type(string? type) => type switch
    {
        "filter" => ChainType.Filter,
        "nat" => ChainType.Nat,
        "route" => ChainType.Route,
        _ => null,
    };

    static HookPoint? Point(string? hook) => hook switch
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
}
