using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>Who can connect, by all that the snapshot tells: the bind first, then the packet filter where it was read.</summary>
public sealed class ReachJudge(HostFacts host, Known<FirewallRules> firewall)
{
    readonly ReachByRules? byRules = firewall.Value is { } rules && (!rules.IsEmpty || RoutesLocalnet(host)) ? new ReachByRules(host, rules) : null;

    readonly ReachByPublishing published = firewall.Value is { IsEmpty: false } listed ? new ReachByPublishing(host, listed) : ReachByPublishing.None;

    public ReachJudge(Snapshot snapshot) : this(snapshot.Host, snapshot.Firewall)
    {
    }

    /// <summary>Whether the rules depend on the port, so that sockets with the same bind may be reached by others.</summary>
    public bool NeedsPort => byRules is not null;

    public Reachability Of(SocketRecord socket)
    {
        var bind = ReachByBind.Of(socket, host);
        bind = bind with { BindV4 = bind.V4, BindV6 = bind.V6 };
        if (!socket.Namespace.IsOurs || IsOfGroup(socket)) return bind.Widest == ReachLevel.Host ? bind : Unknown(bind, "its firewall rules are not read");
        if (byRules is not null) return published.Over(byRules.Of(socket, bind), socket);
        if (bind.Widest == ReachLevel.Host) return bind;
        return firewall.How == How.Observed
            ? bind with { Reason = $"{bind.Reason}; there are no firewall rules{(firewall.Value is { Dormant: [var asleep, ..] } ? $" but in the table {asleep}, which is dormant" : "")}" }
            : Unknown(bind, firewall.Reason ?? "firewall rules not read");
    }

    static Reachability Unknown(Reachability bind, string why) => bind with
    {
        V4Verdict = bind.V4 > ReachLevel.Host ? PathVerdict.Unknown : PathVerdict.Open,
        V6Verdict = bind.V6 > ReachLevel.Host ? PathVerdict.Unknown : PathVerdict.Open,
        Reason = $"{bind.Reason}; {why}",
    };

    // Who may send to a multicast group is not a question of connections.
    static bool IsOfGroup(SocketRecord socket)
    {
        var address = socket.LocalAddress.Unmapped;
        return address.Family == InetFamily.V4 ? address.V4Bits >> 28 == 0xe || address.V4Bits == uint.MaxValue : (byte)(address.LeadingBits >> 56) == 0xff;
    }

    static bool RoutesLocalnet(HostFacts host)
    {
        foreach (var link in host.Interfaces)
            if (link.RoutesLocalnet && link.Kind != InterfaceKind.Loopback) return true;
        return false;
    }
}
