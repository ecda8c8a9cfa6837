using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Cases;

/// <summary>The firewall rule that keeps this machine from its own address.</summary>
static class LoopbackRule
{
    /// <summary>Null when the rules were not read, or none of them decides.</summary>
    public static string? For(Endpoint at, Snapshot snapshot)
    {
        if (snapshot.Firewall.Value is not { IsEmpty: false } rules) return null;
        // Whoever listens there or not: the same packets.
        var asked = new SocketRecord { Protocol = at.Protocol, State = SocketState.Listen, LocalAddress = at.Address, LocalPort = at.Port, Namespace = new NetworkNamespace(0, "host", true) };
        foreach (var one in new ReachByRules(snapshot.Host, rules).Of(asked, ReachByBind.Of(asked, snapshot.Host)).Classes)
            if (one is { From: SourceClass.Loopback, Verdict: PathVerdict.Filtered or PathVerdict.Rejected, By: { Table: not null } by }) return by.ToString();
        return null;
    }
}
