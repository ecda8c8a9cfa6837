using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>What came out of a part of the way: packets that go on, and those that ended with who ended them.</summary>
sealed class Passage
{
    public List<Packet> Through { get; init; } = [];
    public List<(Packet Packet, PathVerdict Verdict, Decision By)> Ended { get; init; } = [];
}

/// <summary>
/// Walks packets through all base chains of a hook. Chains of all tables that see the family run in one order, by priority; accept
/// ends one chain, drop ends everything (nft(8), "CHAINS").
/// </summary>
sealed class HookWalk
{
    // include/uapi/linux/netfilter_ipv4.h: NF_IP_PRI_*.
    const int PriorityOfTracking = -200, PriorityOfDestinationNat = -100, PriorityOfSourceNat = 100;
    const int MostRules = 400_000;

    readonly FirewallRules rules;
    readonly PacketReader reader;
    readonly Budget budget = new(MostRules);
    readonly Dictionary<(HookPoint, InetFamily), List<(FirewallTable Table, FirewallChain Chain, int Priority)>> chains = [];

    public HookWalk(FirewallRules rules, Machine machine) => (this.rules, reader) = (rules, new PacketReader(machine));

    public void Walk(HookPoint point, Passage passage)
    {
        var packets = passage.Through;
        foreach (var (table, chain, priority) in Chains(point, packets.Count > 0 ? packets[0].Family : InetFamily.V4))
        {
            if (priority > PriorityOfTracking) Track(point, packets);
            if (priority > PriorityOfDestinationNat) Move(point, packets);
            var next = new List<Packet>();
            foreach (var packet in packets)
            {
                if (chain.Hook!.Type == ChainType.Nat && (!packet.IsNew || (packet.IsSettled && point is HookPoint.Prerouting or HookPoint.Output))) next.Add(packet);
                else if (point == HookPoint.Ingress && !Watches(chain.Hook, packet.Input)) next.Add(packet);
                else Pass(table, chain, packet, next, passage);
            }
            packets.Clear();
            packets.AddRange(next);
        }
        Track(point, packets);
        Move(point, packets);
    }

    void Pass(FirewallTable table, FirewallChain chain, Packet packet, List<Packet> next, Passage passage)
    {
        var hook = chain.Hook!;
        var walk = new ChainWalk(table, reader, budget);
        if (hook.Point == HookPoint.Ingress && hook.Devices.Count == 0)
        {
            // Older nft does not list the device.
            packet = packet.Doubted(new Decision(table, chain.Name, null, "an ingress chain of a device that is not told"));
            next.Add(packet);
        }
        foreach (var outcome in walk.Run(chain, packet))
        {
            if (outcome.Exit == Exit.Accept || (outcome.Exit == Exit.End && !hook.DropsByPolicy)) next.Add(outcome.Packet);
            else passage.Ended.Add((outcome.Packet, outcome.Exit == Exit.Reject ? PathVerdict.Rejected : PathVerdict.Filtered, outcome.By ?? new Decision(table, chain.Name, null)));
        }
    }

    static bool Watches(ChainHook hook, string device)
    {
        if (hook.Devices.Count == 0) return true;
        foreach (var watched in hook.Devices)
            if (watched == device) return true;
        return false;
    }

    static void Move(HookPoint point, List<Packet> packets)
    {
        if (point is not (HookPoint.Prerouting or HookPoint.Output)) return;
        for (var i = 0; i < packets.Count; i++)
            if (packets[i].Moves is { } to) packets[i] = packets[i] with { Destination = to.Destination, DestinationPorts = to.DestinationPorts, IsRedirected = to.IsRedirected, IsAdrift = to.IsAdrift, Moves = null };
    }

    static void Track(HookPoint point, List<Packet> packets)
    {
        if (point is not (HookPoint.Prerouting or HookPoint.Output)) return;
        for (var i = 0; i < packets.Count; i++)
        {
            var packet = packets[i];
            if (packet.State != 0) continue;
            packets[i] = packet with
            {
                State = packet.StateOnceTracked,
                OriginalSource = packet.IsReply ? packet.OriginalSource : packet.Source,
                OriginalDestination = packet.IsReply ? packet.OriginalDestination : packet.Destination,
                OriginalPort = packet.IsReply ? packet.OriginalPort : packet.DestinationPorts.Low,
            };
        }
    }

    List<(FirewallTable Table, FirewallChain Chain, int Priority)> Chains(HookPoint point, InetFamily family)
    {
        if (chains.TryGetValue((point, family), out var known)) return known;
        var found = new List<(FirewallTable Table, FirewallChain Chain, int Priority)>();
        foreach (var table in rules.Tables)
        {
            if (!Sees(table.Family, family, point)) continue;
            foreach (var chain in table.Chains)
                if (chain.Hook is { } hook && hook.Point == point) found.Add((table, chain, PriorityOf(hook)));
        }
        // Of equals the one that came last runs first (net/netfilter/core.c, nf_hook_entries_grow). NAT chains run together at a
        // priority of their own, in their order (net/netfilter/nf_nat_core.c, nf_nat_register_fn).
        found.Reverse();
        return chains[(point, family)] = [.. found.OrderBy(entry => entry.Priority).ThenBy(entry => entry.Chain.Hook!.Type == ChainType.Nat ? entry.Chain.Hook.Priority : 0)];
    }

    static bool Sees(TableFamily table, InetFamily family, HookPoint point) => table switch
    {
        TableFamily.Inet => true,
        TableFamily.Ip => family == InetFamily.V4,
        TableFamily.Ip6 => family == InetFamily.V6,
        TableFamily.Netdev => point == HookPoint.Ingress,
        _ => false,
    };

    static int PriorityOf(ChainHook hook) => (hook.Type, hook.Point) switch
    {
        (ChainType.Nat, HookPoint.Prerouting or HookPoint.Output) => PriorityOfDestinationNat,
        (ChainType.Nat, _) => PriorityOfSourceNat,
        _ => hook.Priority,
    };
}
