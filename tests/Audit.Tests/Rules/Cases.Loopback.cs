using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static AuditFacts Setting(string name, string value, string? listener = null) => Facts(world =>
    {
        if (listener is not null) world.Listen(listener, world.Process(500, "redis-server"));
    }, new MachineReadings { Settings = new Dictionary<string, string> { [name] = value } });

    static AuditFacts HostsFile(string address, params string[] names) => Facts(static _ => { }, new MachineReadings { Hosts = [new HostsEntry(Sockets.Address(address), names, 3)] });

    static AuditFacts LowPorts(int first)
    {
        var snapshot = new World().Snapshot();
        return new() { Snapshot = snapshot with { Host = snapshot.Host with { FirstUnprivilegedPort = first } } };
    }

    // The address of a VPN, while eth0 leads to the local network.
    static AuditFacts BoundTo(string address)
    {
        var plain = new World();
        var world = new World { Host = plain.Host with { Interfaces = [.. plain.Host.Interfaces, Sockets.Link(3, "wg0", InterfaceKind.Vpn, "10.8.0.2")] } };
        world.Listen($"{address}:8080", world.Process(500, "web"));
        return new() { Snapshot = world.Snapshot() };
    }

    static AuditFacts SharedUdp(ushort port, uint other) => Facts(world =>
    {
        world.Udp($"{Wide}:{port}", world.Process(500, "one"));
        world.Add($"{Wide}:{port}", null, SocketState.Unconnected, [world.Process(501, "two", user: other == 1000 ? "ada" : "bob")], Protocol.Udp);
    });

    static AuditFacts TwoFamilies(string six, bool sameProgram) => Facts(world =>
    {
        var one = world.Process(500, "node", executable: "/usr/bin/node");
        world.Listen($"{Local}:3000", one);
        world.Listen(six, sameProgram ? one : world.Process(501, "python3"));
    });

    static IEnumerable<Case> Loopback =>
    [
        new("localhost-split", "two programs", Severity.Medium, TwoFamilies("[::1]:3000", sameProgram: false)),
        new("localhost-split", "one program", null, TwoFamilies("[::1]:3000", sameProgram: true)),
        new("localhost-split", "two ports", null, TwoFamilies("[::1]:3001", sameProgram: false)),
        new("localhost-name", "elsewhere", Severity.High, HostsFile("192.168.1.9", "localhost")),
        new("localhost-name", "loopback", null, HostsFile("127.0.0.1", "localhost")),
        new("localhost-name", "another name", null, HostsFile("192.168.1.9", "nas")),
        new("route-localnet", "on one interface, with a listener", Severity.High, Setting("net.ipv4.conf.eth0.route_localnet", "1", $"{Local}:6379")),
        new("route-localnet", "nothing listens", Severity.Low, Setting("net.ipv4.conf.all.route_localnet", "1")),
        new("route-localnet", "off", null, Setting("net.ipv4.conf.eth0.route_localnet", "0", $"{Local}:6379")),
        new("weak-host", "bound to the VPN", Severity.Low, BoundTo("10.8.0.2")),
        new("weak-host", "bound to the network", null, BoundTo("192.168.1.5")),
        new("udp-shared", "two users", Severity.Medium, SharedUdp(9000, 107)),
        new("udp-shared", "one user", null, SharedUdp(9000, 1000)),
        new("udp-shared", "multicast discovery", null, SharedUdp(5353, 107)),
        new("eph-collision", "a chosen port in the range", Severity.Low, Running($"{Local}:40000", "web", "web --port 40000")),
        new("eph-collision", "one that the system gave", null, Running($"{Local}:40000", "web", "web")),
        new("eph-collision", "outside of the range", null, Running($"{Local}:8000", "web", "web --port 8000")),
        new("autobind", "nobody chose it", Severity.Medium, Running($"{Wide}:40001", "web", "web")),
        new("autobind", "chosen", null, Running($"{Wide}:40001", "web", "web --port=40001")),
        new("autobind", "on loopback", null, Running($"{Local}:40001", "web", "web")),
        new("low-ports-free", "from 80 on", Severity.Low, LowPorts(80)),
        new("low-ports-free", "kept", null, LowPorts(1024)),
    ];
}
