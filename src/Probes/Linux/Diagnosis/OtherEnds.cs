using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>
/// Finds the server's ends of open connections among the machine's sockets: a rule of the output hook, or a program of the kernel, may lead a
/// connection elsewhere than it was dialled, and shows the client nothing of it.
/// </summary>
[SupportedOSPlatform("linux")]
static class OtherEnds
{
    public static IReadOnlyList<ConnectAttempt> Find(IReadOnlyList<(ConnectAttempt Attempt, Socket? Connection)> tried, ISocketInventory inventory)
    {
        var ends = tried.Select(static one => one.Connection?.LocalEndPoint as IPEndPoint).ToList();
        var ports = ends.OfType<IPEndPoint>().Select(static end => PortRange.Single(new Port((ushort)end.Port))).Distinct().ToList();
        if (ports.Count == 0) return [.. tried.Select(static one => one.Attempt)];
        var seen = inventory.Take(new SnapshotOptions { Kinds = SocketKinds.Connections, LocalPorts = ports, PeerPortsToo = true, Owners = false }).Sockets;
        return [.. tried.Select((one, index) => ends[index] is { } end ? one.Attempt with { Met = Met(one.Attempt.At, end, seen) } : one.Attempt)];
    }

    static Endpoint? Met(Endpoint dialled, IPEndPoint ours, IReadOnlyList<SocketRecord> sockets)
    {
        var (address, port) = (InetAddress.From(ours.Address).Unmapped, new Port((ushort)ours.Port));
        Endpoint? met = null;
        foreach (var socket in sockets)
        {
            if (socket.Protocol != Protocol.Tcp || socket.PeerPort != port || socket.PeerAddress.Unmapped != address) continue;
            var local = new Endpoint(Protocol.Tcp, socket.LocalAddress.Unmapped, socket.LocalPort);
            if (local.Address == dialled.Address && local.Port == dialled.Port) return null;
            met = local;
        }
        return met;
    }
}
