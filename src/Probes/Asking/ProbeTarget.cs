using System.Net;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Probes.Asking;

/// <summary>A listener that may be asked, and where: always an address of this machine.</summary>
public sealed record ProbeTarget
{
    ProbeTarget()
    {
    }

    /// <summary>The listener, as the kernel tells it.</summary>
    public required SocketRecord Socket { get; init; }

    /// <summary>Where to connect.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>The interface, for link-local addresses; 0 otherwise.</summary>
    internal uint Scope { get; init; }

    /// <summary>
    /// The same listener at an address that a network leads to, for one on every address: a connection there comes from that address, as a
    /// caller's from the network would, and not from loopback. Null for one on a single address, and where the machine has no other.
    /// </summary>
    internal ProbeTarget? Beyond { get; private init; }

    internal IPEndPoint Place
    {
        get
        {
            var address = Endpoint.Address.ToIPAddress();
            if (Scope != 0) address.ScopeId = Scope;
            return new IPEndPoint(address, Endpoint.Port.Number);
        }
    }

    /// <summary>Null when it must not or cannot be asked: <see cref="WhyNot"/> says why.</summary>
    public static ProbeTarget? Of(SocketRecord socket, HostFacts host) => Of(socket, host, []);

    /// <param name="others">The machine's sockets: one on a single address takes what comes there from one on every address.</param>
    public static ProbeTarget? Of(SocketRecord socket, HostFacts host, IReadOnlyList<SocketRecord> others)
    {
        if (Refusal(socket) is not null) return null;
        foreach (var address in Addresses(socket))
        {
            if (others.Any(other => Shadows(other, socket, address)) || ScopeOf(address, host) is not { } scope) continue;
            return new ProbeTarget { Socket = socket, Endpoint = new Endpoint(socket.Protocol, address, socket.LocalPort), Scope = scope, Beyond = BeyondOf(socket, host, others) };
        }
        return null;
    }

    static ProbeTarget? BeyondOf(SocketRecord socket, HostFacts host, IReadOnlyList<SocketRecord> others)
    {
        if (!socket.LocalAddress.IsWildcard) return null;
        foreach (var link in host.Interfaces.Where(static link => link.IsUp && link.Kind != InterfaceKind.Loopback).OrderBy(Farness))
            foreach (var own in link.Addresses)
            {
                var address = own.Address;
                var isTaken = address.Family == socket.LocalAddress.Family || (address.Family == InetFamily.V4 && socket.IsDualStack);
                // A link-local address is no caller's of another network, and needs its scope.
                if (!isTaken || address.IsIn(linkLocal, 10) || others.Any(other => Shadows(other, socket, address))) continue;
                return new ProbeTarget { Socket = socket, Endpoint = new Endpoint(socket.Protocol, address, socket.LocalPort) };
            }
        return null;
    }

    static readonly InetAddress linkLocal = InetAddress.From(IPAddress.Parse("fe80::"));

    static int Farness(NetworkInterface link) => link.Kind switch { InterfaceKind.Physical => 0, InterfaceKind.Vpn => 1, _ => 2 };

    /// <summary>At one address that the caller knows to lead to it; null when it must not be asked.</summary>
    public static ProbeTarget? Of(SocketRecord socket, InetAddress address, HostFacts host) => Refusal(socket) is null && ScopeOf(address, host) is { } scope
        ? new ProbeTarget { Socket = socket, Endpoint = new Endpoint(socket.Protocol, address, socket.LocalPort), Scope = scope } : null;

    /// <summary>The targets among a snapshot's listeners.</summary>
    public static IReadOnlyList<ProbeTarget> AllOf(Snapshot snapshot)
    {
        var targets = new List<ProbeTarget>();
        var neighbours = Neighbours(snapshot);
        foreach (var socket in snapshot.Sockets)
            if (Of(socket, snapshot.Host, socket.LocalAddress.IsWildcard ? [.. neighbours[socket.LocalPort]] : []) is { } target) targets.Add(target);
        return targets;
    }

    /// <summary>The listeners by port: only those of one port can stand in each other's way, and there may be 50,000 of them.</summary>
    public static ILookup<Port, SocketRecord> Neighbours(Snapshot snapshot) => snapshot.Sockets.Where(static socket => socket.IsListener && !socket.Protocol.IsUnix()).ToLookup(static socket => socket.LocalPort);

    /// <summary>Why a listener is not asked, as a clause; null when it can be.</summary>
    public static string? WhyNot(SocketRecord socket, HostFacts host, IReadOnlyList<SocketRecord>? others = null) =>
        Refusal(socket) ?? (Of(socket, host, others ?? []) is null ? "no address of this machine leads to it from here" : null);

    static string? Refusal(SocketRecord socket)
    {
        if (socket.Protocol.IsUnix()) return "unix sockets are not asked";
        if (!socket.IsListener) return "it does not listen";
        if (!socket.Namespace.IsOurs) return "it lives in another network namespace";
        if (socket.Protocol == Protocol.Udp && !Hints.IsUdpService(socket)) return "of UDP only DNS and memcached are asked";
        if (socket.IsHung) return "its accept queue is full";
        foreach (var process in socket.Owner.Processes)
        {
            if (process.Pid == Environment.ProcessId) return "it is Berth itself";
            if (OneShot.Reason(process, socket.LocalPort) is { } reason) return reason;
        }
        return null;
    }

    // RFC 4291 section 2.5.5.2: an IPv4-mapped bind takes IPv4.
    static InetAddress[] Addresses(SocketRecord socket)
    {
        var bound = socket.LocalAddress.Unmapped;
        if (!bound.IsWildcard) return [bound];
        if (bound.Family == InetFamily.V4) return [InetAddress.LoopbackV4];
        return socket.V6Only == false ? [InetAddress.LoopbackV4, InetAddress.LoopbackV6] : [InetAddress.LoopbackV6];
    }

    static bool Shadows(SocketRecord other, SocketRecord socket, InetAddress address)
    {
        if (other.LocalPort != socket.LocalPort || other.Protocol != socket.Protocol || !other.IsListener || !other.Namespace.IsOurs) return false;
        if (other.Inode == socket.Inode || !socket.LocalAddress.IsWildcard) return false;
        if (other.LocalAddress.Unmapped == address) return true;
        // 0.0.0.0 takes IPv4 before a dual-stack [::] does (net/ipv4/inet_hashtables.c, compute_score).
        return address.Family == InetFamily.V4 && socket.LocalAddress.Family == InetFamily.V6 && other.LocalAddress == InetAddress.AnyV4;
    }

    // 0 for most; null when the machine does not have the address.
    static uint? ScopeOf(InetAddress address, HostFacts host)
    {
        if (address.IsLoopback) return 0;
        foreach (var one in host.Interfaces)
            foreach (var own in one.Addresses)
                if (own.Address == address) return address.ToIPAddress().IsIPv6LinkLocal ? one.Index : 0;
        return null;
    }
}
