using System.Runtime.Versioning;
using Berth.Linux.Netlink;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Sockets;

/// <summary>Reads sockets by sock_diag(7): the fullest way, open to every user. Opened in the namespace it reads.</summary>
[SupportedOSPlatform("linux")]
sealed class NetlinkSockets : ISocketSource
{
    public string Name => "netlink";

    public bool TryRead(SocketQuestion question, List<SocketRecord> sockets, out string? refusal)
    {
        refusal = null;
        using var netlink = NetlinkSocket.Open(NetlinkSocket.SockDiagFamily, out var error);
        if (netlink is null)
        {
            refusal = $"netlink is refused: {error}";
            return false;
        }
        if (question.WantsInternet && !ReadInternet(netlink, question, sockets, out refusal)) return false;
        if (question.Wants(SocketKinds.Unix) && !ReadUnix(netlink, question, sockets, out refusal)) return false;
        return true;
    }

    static bool ReadInternet(NetlinkSocket netlink, SocketQuestion question, List<SocketRecord> sockets, out string? refusal)
    {
        var filter = PortFilter.Build(question.Options.LocalPorts, question.Options.PeerPortsToo);
        return ReadProtocol(netlink, InetDiagRequest.Tcp, Protocol.Tcp, question.TcpStates, filter, question, sockets, out refusal)
            && ReadProtocol(netlink, InetDiagRequest.Udp, Protocol.Udp, question.UdpStates, filter, question, sockets, out refusal);
    }

    static bool ReadProtocol(
        NetlinkSocket netlink, byte number, Protocol protocol, uint states, byte[] filter, SocketQuestion question, List<SocketRecord> sockets, out string? refusal)
    {
        refusal = null;
        if (states == 0) return true;
        var withTcpInfo = question.Options.TcpMeasurements && protocol == Protocol.Tcp;
        foreach (var family in (ReadOnlySpan<byte>)[InetDiagRequest.FamilyV4, InetDiagRequest.FamilyV6])
        {
            var request = InetDiagRequest.Build(family, number, states, withTcpInfo, filter);
            var done = netlink.Dump(InetDiagRequest.SockDiagByFamily, request, (_, payload) => Add(payload, protocol, question, sockets), out var error);
            // ENOENT, EAFNOSUPPORT: a kernel without IPv6 or the UDP module has no such sockets.
            if (done || error.Number is 2 or 97) continue;
            refusal = $"the kernel refused to list {protocol.Name()} sockets: {error}";
            return false;
        }
        return true;
    }

    static void Add(ReadOnlySpan<byte> payload, Protocol protocol, SocketQuestion question, List<SocketRecord> sockets)
    {
        if (!InetDiagMessage.TryRead(payload, out var message)) return;
        var (localPort, peerPort) = (new Port(message.LocalPort), new Port(message.PeerPort));
        if (!question.WantsPorts(localPort, peerPort)) return;
        sockets.Add(new SocketRecord
        {
            Protocol = protocol,
            State = StateOf(protocol, message.State),
            LocalAddress = message.LocalAddress,
            LocalPort = localPort,
            PeerAddress = message.PeerAddress,
            PeerPort = peerPort,
            Inode = message.Inode,
            UserId = message.UserId,
            V6Only = message.V6Only,
            InterfaceIndex = message.InterfaceIndex,
            ReceiveQueue = message.ReceiveQueue,
            SendQueue = message.SendQueue,
            CgroupId = message.CgroupId,
            Cgroup = question.Cgroup?.Invoke(message.CgroupId),
            Tcp = message.TcpInfo.IsEmpty ? null : TcpInfo.Read(message.TcpInfo),
            Namespace = question.Namespace,
        });
    }

    // The kernel prints the socket's own state, TCP_CLOSE, for what was asked for as TCP_BOUND_INACTIVE (net/ipv4/inet_diag.c).
    static SocketState StateOf(Protocol protocol, byte printed) => (SocketState)printed switch
    {
        SocketState.Closed when protocol == Protocol.Udp => SocketState.Unconnected,
        SocketState.Closed => SocketState.Bound,
        var state => state,
    };

    static bool ReadUnix(NetlinkSocket netlink, SocketQuestion question, List<SocketRecord> sockets, out string? refusal)
    {
        var done = netlink.Dump(InetDiagRequest.SockDiagByFamily, UnixDiagMessage.Request(~0u), (_, payload) =>
        {
            if (!UnixDiagMessage.TryRead(payload, out var message)) return;
            if (UnixSocket.Create(message.Type, message.State, UnixDiagMessage.PathText(message.Name), question) is not { } kind) return;
            sockets.Add(new SocketRecord
            {
                Protocol = kind.Protocol,
                State = kind.State,
                Path = kind.Path,
                Inode = message.Inode,
                IsAbstract = message.Name is [0, ..],
                FileId = (ulong)message.FileDevice << 32 | message.FileInode,
                UserId = message.UserId,
                ReceiveQueue = message.ReceiveQueue,
                SendQueue = message.SendQueue,
                Namespace = question.Namespace,
            });
        }, out var error);
        // ENOENT: the unix_diag module is missing; /proc/net/unix then tells.
        refusal = done ? null : $"the kernel refused to list unix sockets: {error}";
        return done;
    }
}
