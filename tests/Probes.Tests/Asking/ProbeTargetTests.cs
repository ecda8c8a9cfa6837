using System.Net;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Probes.Asking;

namespace Berth.Probes.Tests.Asking;

/// <summary>Which listeners are asked, and where: never another machine, never what a connection would change.</summary>
public class ProbeTargetTests
{
    static readonly NetworkNamespace Ours = new(1, "host", true);

    static readonly HostFacts Host = new()
    {
        System = OperatingSystemKind.Linux,
        Interfaces =
        [
            new NetworkInterface(2, "eth0", InterfaceKind.Physical, true, [new InterfaceAddress(Address("192.168.1.5"), 24), new InterfaceAddress(Address("fe80::1"), 64)]),
        ],
    };

    [Theory]
    [InlineData("0.0.0.0", null, "127.0.0.1")]
    [InlineData("::", false, "127.0.0.1")]
    [InlineData("::", true, "::1")]
    [InlineData("::", null, "::1")]
    [InlineData("127.0.0.53", null, "127.0.0.53")]
    [InlineData("::1", null, "::1")]
    [InlineData("::ffff:127.0.0.1", null, "127.0.0.1")]
    [InlineData("192.168.1.5", null, "192.168.1.5")]
    [InlineData("fe80::1", null, "fe80::1")]
    [InlineData("192.168.1.6", null, null)] // not ours
    [InlineData("8.8.8.8", null, null)]
    public void A_listener_is_asked_on_an_address_of_this_machine(string bound, bool? v6Only, string? asked)
    {
        var target = ProbeTarget.Of(Listener(bound, v6Only: v6Only), Host);
        Assert.Equal(asked, target?.Endpoint.Address.ToString());
        Assert.Equal(asked is null, ProbeTarget.WhyNot(Listener(bound, v6Only: v6Only), Host) is not null);
    }

    [Fact]
    public void A_link_local_address_is_asked_on_its_interface() =>
        Assert.Equal(2, ProbeTarget.Of(Listener("fe80::1"), Host)!.Place.Address.ScopeId);

    [Theory]
    [InlineData("0.0.0.0", null, "127.0.0.1", null)] // somebody else answers there
    [InlineData("::", false, "127.0.0.1", "::1")]
    [InlineData("::", false, "0.0.0.0", "::1")]
    [InlineData("::", true, "::1", null)]
    [InlineData("127.0.0.1", null, "0.0.0.0", "127.0.0.1")]
    public void Another_listeners_answer_is_not_taken_for_its_own(string bound, bool? v6Only, string other, string? asked)
    {
        var (socket, neighbour) = (Listener(bound, v6Only: v6Only), Listener(other, inode: 8));
        Assert.Equal(asked, ProbeTarget.Of(socket, Host, [socket, neighbour])?.Endpoint.Address.ToString());
    }

    [Theory]
    [InlineData(Protocol.Udp, 5353, "mdns", false)]
    [InlineData(Protocol.Udp, 53, "dnsmasq", true)]
    [InlineData(Protocol.Udp, 11211, "memcached", true)]
    [InlineData(Protocol.UnixStream, 0, "x", false)]
    [InlineData(Protocol.Tcp, 80, "nginx", true)]
    public void Only_some_protocols_are_asked(Protocol protocol, ushort port, string process, bool isAsked)
    {
        var socket = Listener("127.0.0.1", protocol: protocol, port: port, process: new ProcessFacts { Pid = 2, Name = process });
        Assert.Equal(isAsked, ProbeTarget.Of(socket, Host) is not null);
    }

    [Fact]
    public void Other_namespaces_hung_servers_and_Berth_itself_are_left_alone()
    {
        Assert.Equal("it lives in another network namespace", ProbeTarget.WhyNot(Listener("127.0.0.1", network: new NetworkNamespace(2, "web", false)), Host));
        Assert.Equal("its accept queue is full", ProbeTarget.WhyNot(Listener("127.0.0.1", waiting: 5), Host));
        Assert.Equal("it is Berth itself", ProbeTarget.WhyNot(Listener("127.0.0.1", process: new ProcessFacts { Pid = Environment.ProcessId, Name = "berth" }), Host));
    }

    [Theory]
    [InlineData("dlv", "dlv debug --headless --listen=:2345", 2345, true)]
    [InlineData("dlv", "dlv debug --headless --listen=:2345 --accept-multiclient", 2345, false)]
    [InlineData("gdbserver", "gdbserver --once :1234 ./a", 1234, true)]
    [InlineData("gdbserver", "gdbserver :1234 ./a", 1234, false)]
    [InlineData("lldb-server", "lldb-server gdbserver :1234", 1234, true)]
    [InlineData("nc", "nc -l -p 9999", 9999, true)]
    [InlineData("socat", "socat TCP-LISTEN:9999 STDOUT", 9999, true)]
    [InlineData("socat", "socat TCP-LISTEN:9999,fork STDOUT", 9999, false)]
    [InlineData("qemu-system-x86", "/usr/bin/qemu-system-x86_64 -s -m 1G", 1234, true)]
    [InlineData("qemu-system-x86", "/usr/bin/qemu-system-x86_64 -gdb tcp::9000", 9000, true)]
    [InlineData("qemu-system-x86", "/usr/bin/qemu-system-x86_64 -vnc :0", 5900, false)]
    [InlineData("java", "java -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005 Main", 5005, true)]
    [InlineData("java", "java -agentlib:jdwp=transport=dt_socket,server=y,address=*:5005 Main", 5005, true)]
    [InlineData("java", "java -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=5005 Main", 5005, false)]
    [InlineData("java", "java -agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=5005 Main", 8080, false)]
    [InlineData("node", "node server.js", 3000, false)]
    public void What_a_connection_would_end_or_start_is_left_alone(string name, string command, ushort port, bool isLeft)
    {
        var process = new ProcessFacts { Pid = 2, Name = name, Arguments = Known.Observed<IReadOnlyList<string>>(command.Split(' ')) };
        Assert.Equal(isLeft, ProbeTarget.Of(Listener("127.0.0.1", port: port, process: process), Host) is null);
    }

    // A caller from the network has an address of the network: the machine's own is asked from itself.
    [Theory]
    [InlineData("0.0.0.0", null, "192.168.1.5")]
    [InlineData("::", false, "192.168.1.5")]
    [InlineData("::", true, "2001:db8::5")]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("192.168.1.5", null, null)]
    public void What_listens_everywhere_is_asked_as_a_network_would_too(string bound, bool? v6Only, string? expected)
    {
        var link = new NetworkInterface(2, "eth0", InterfaceKind.Physical, true, [.. ((string[])["fe80::1", "192.168.1.5", "2001:db8::5"]).Select(static one => new InterfaceAddress(Address(one), 24))]);
        var lone = new NetworkInterface(1, "lo", InterfaceKind.Loopback, true, [new InterfaceAddress(InetAddress.LoopbackV4, 8)]);
        var host = new HostFacts { System = OperatingSystemKind.Linux, Interfaces = [lone, link] };
        Assert.Equal(expected, ProbeTarget.Of(Listener(bound, v6Only), host)?.Beyond?.Endpoint.Address.ToString());
        Assert.Null(ProbeTarget.Of(Listener(bound, v6Only), new HostFacts { System = OperatingSystemKind.Linux, Interfaces = [lone, link with { IsUp = false }] })?.Beyond);
    }

    static InetAddress Address(string text) => InetAddress.From(IPAddress.Parse(text));

    static SocketRecord Listener(
        string bound, bool? v6Only = null, Protocol protocol = Protocol.Tcp, ushort port = 3000, ProcessFacts? process = null, NetworkNamespace? network = null, uint waiting = 0, ulong inode = 7) => new()
        {
            Protocol = protocol,
            State = protocol == Protocol.Tcp ? SocketState.Listen : SocketState.Unconnected,
            LocalAddress = Address(bound),
            LocalPort = new Port(port),
            V6Only = v6Only,
            Namespace = network ?? Ours,
            ReceiveQueue = waiting,
            SendQueue = waiting > 0 ? waiting : 128,
            Inode = inode,
            Owner = process is null ? Owner.Unread : Owner.Of(process),
        };
}
