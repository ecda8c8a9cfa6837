using System.Net;
using System.Net.Sockets;
using Berth.Actions.Ports;
using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Actions.Tests;

public class PortCheckTests
{
    [Fact]
    public void A_listener_holds_its_port_in_both_manners()
    {
        using var listener = Listener(IPAddress.Loopback, out var port);
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.LoopbackV4, port)));
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.LoopbackV4, port), strict: true));
    }

    [Fact]
    public void A_listener_on_loopback_keeps_the_wildcard_from_being_bound()
    {
        using var listener = Listener(IPAddress.Loopback, out var port);
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.AnyV4, port)));
    }

    [Fact]
    public void The_other_family_is_free_unless_both_are_asked_for()
    {
        using var listener = Listener(IPAddress.Any, out var port);
        Assert.Equal(PortState.Free, PortCheck.Try(At(InetAddress.AnyV6, port)));
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.AnyV6, port), bothFamilies: true));
    }

    [Fact]
    public void A_port_that_is_kept_without_listening_is_held_only_for_the_strict()
    {
        using var keeper = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        keeper.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)keeper.LocalEndPoint!).Port;
        Assert.Equal(PortState.Free, PortCheck.Try(At(InetAddress.LoopbackV4, port)));
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.LoopbackV4, port), strict: true));
    }

    [Fact]
    public void Udp_is_a_space_of_its_own()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Assert.Equal(PortState.Held, PortCheck.Try(At(InetAddress.LoopbackV4, port) with { Protocol = Protocol.Udp }));
        Assert.Equal(PortState.Free, PortCheck.Try(At(InetAddress.LoopbackV4, port)));
    }

    [Fact]
    public void An_address_of_another_machine_is_told_apart()
    {
        Assert.True(InetAddress.TryParse("203.0.113.7", out var elsewhere)); // TEST-NET-3, RFC 5737
        Assert.Equal(PortState.NoSuchAddress, PortCheck.Try(At(elsewhere, 40000)));
    }

    static Endpoint At(InetAddress address, int port) => new(Protocol.Tcp, address, new Port((ushort)port));

    static Socket Listener(IPAddress address, out int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen();
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }
}
