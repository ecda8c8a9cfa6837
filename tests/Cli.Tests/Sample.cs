using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Cli.Tests;

/// <summary>A small machine: a web server of two processes, a hidden database, a hostile name.</summary>
static class Sample
{
    static readonly NetworkNamespace Ours = new(1, "host", true);

    public static Snapshot Machine(params SocketRecord[] sockets) => new()
    {
        TakenAt = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero),
        Firewall = Known.Observed(FirewallRules.None),
        Host = new HostFacts { System = OperatingSystemKind.Linux, UserId = 1000, EphemeralPorts = Known.Observed(PortRange.Of(32768, 60999)) },
        Sockets = sockets.Length > 0 ? sockets : [Web(), Database()],
        Processes = new Dictionary<int, ProcessFacts> { [41] = Process(41, "node"), [42] = Process(42, "node") },
        Shortfalls = [new Shortfall("1 of other users' processes is hidden", "sudo berth ls")],
        Via = ["netlink", "walk"],
    };

    public static SocketRecord Web() => Listener(3000, InetAddress.LoopbackV4, new Owner([Process(41, "node"), Process(42, "node")], How.Observed));

    public static SocketRecord Database() => Listener(5432, InetAddress.LoopbackV4, Owner.Hidden("another user's process (uid 107)", "sudo berth ls"));

    public static SocketRecord Listener(ushort port, InetAddress address, Owner owner, bool? v6Only = null) => new()
    {
        Protocol = Protocol.Tcp,
        State = SocketState.Listen,
        LocalAddress = address,
        LocalPort = new Port(port),
        V6Only = v6Only,
        Inode = port,
        UserId = 1000,
        Namespace = Ours,
        Owner = owner,
    };

    public static ProcessFacts Process(int pid, string name) => new() { Pid = pid, Name = name, UserId = 1000, StartTicks = 7 };
}
