using System.Globalization;
using Berth.Audit.Diagnose.Cases;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>
/// Ports are left for outgoing connections. They run out per destination: a local port serves again to another address or
/// port (tcp(7), ip_local_port_range).
/// </summary>
sealed class EphemeralCheck : ICheck
{
    const double TooMuch = 0.8;

    public string Name => "outgoing";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var host = facts.Snapshot.Host;
        if (Busiest(facts) is not { } busiest || Available(host) is not (> 0 and var available) || busiest.Count < available * TooMuch) return null;
        var waiting = busiest.InTimeWait == 0 ? "" : $", {busiest.InTimeWait} of them closed already (TIME_WAIT)";
        return new Diagnosis(
            "ephemeral-exhausted", $"The ports for connections to {busiest.To} run out: {busiest.Count} of {available} are in use.",
            [$"{busiest.Count} connections from {busiest.From} to {busiest.To}{waiting}.", $"The system hands out {host.EphemeralPorts.Value} (net.ipv4.ip_local_port_range)."],
            Say.Setting(host, "Let the client keep its connections and use them again; until then hand out more ports", "net.ipv4.ip_local_port_range", "20000 60999", Range(host)));
    }

    public string Seen(MachineFacts facts)
    {
        var available = Available(facts.Snapshot.Host);
        return Busiest(facts) is { } busiest
            ? string.Create(CultureInfo.InvariantCulture, $"{busiest.Count} of {available} ports in use towards {busiest.To}, the busiest destination")
            : $"none of {available} ports in use";
    }

    sealed record Destination(string To, InetAddress From, int Count, int InTimeWait);

    static Destination? Busiest(MachineFacts facts)
    {
        var snapshot = facts.Snapshot;
        if (snapshot.Host.EphemeralPorts.Value is not { } range) return null;
        var listening = snapshot.Sockets.Where(static socket => socket.State == SocketState.Listen).Select(static socket => socket.LocalPort).ToHashSet();
        return snapshot.Sockets
            .Where(socket => socket is { Protocol: Protocol.Tcp, HasPeer: true } && range.Contains(socket.LocalPort) && !listening.Contains(socket.LocalPort))
            .GroupBy(static socket => (From: socket.LocalAddress.Unmapped, To: new Endpoint(Protocol.Tcp, socket.PeerAddress.Unmapped, socket.PeerPort)))
            .Select(static group => new Destination(group.Key.To.ToString(), group.Key.From, group.Count(), group.Count(static socket => socket.State == SocketState.TimeWait)))
            .MaxBy(static destination => destination.Count);
    }

    public static int Available(HostFacts host)
    {
        if (host.EphemeralPorts.Value is not { } range) return 0;
        var reserved = 0;
        foreach (var kept in host.ReservedPorts)
            reserved += Math.Max(0, Math.Min(kept.Last.Number, range.Last.Number) - Math.Max(kept.First.Number, range.First.Number) + 1);
        return range.Count - reserved;
    }

    public static string Range(HostFacts host) => host.EphemeralPorts.Value is { } range ? $"{range.First} {range.Last}" : "32768 60999";
}
