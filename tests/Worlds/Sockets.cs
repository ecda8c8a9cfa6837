using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Worlds;

/// <summary>Sockets, processes and hosts for tests, written as a person says them: "127.0.0.1:3000".</summary>
public static class Sockets
{
    public static readonly NetworkNamespace Ours = new(4026531840, "host", true);
    public static readonly NetworkNamespace Foreign = new(4026532999, "web-1", false);
    public static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static ulong nextInode = 1000;

    public static InetAddress Address(string text) =>
        InetAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    public static (InetAddress Address, Port Port) End(string text)
    {
        var colon = text.LastIndexOf(':');
        return (Address(text[..colon]), new Port(ushort.Parse(text[(colon + 1)..])));
    }

    public static SocketRecord Listener(
        string at, Owner? owner = null, Protocol protocol = Protocol.Tcp, bool? v6Only = false, uint link = 0,
        NetworkNamespace? network = null, CgroupFacts? cgroup = null, uint user = 1000, uint waiting = 0) => new()
        {
            Protocol = protocol,
            State = protocol == Protocol.Udp ? SocketState.Unconnected : SocketState.Listen,
            LocalAddress = End(at).Address,
            LocalPort = End(at).Port,
            Inode = Interlocked.Increment(ref nextInode),
            UserId = user,
            V6Only = End(at).Address.Family == InetFamily.V6 ? v6Only : null,
            InterfaceIndex = link,
            ReceiveQueue = waiting,
            SendQueue = 128,
            Cgroup = cgroup,
            Namespace = network ?? Ours,
            Owner = owner ?? Owner.Unread,
        };

    public static SocketRecord Connection(
        string local, string peer, Owner? owner = null, SocketState state = SocketState.Established, ulong? inode = null) => new()
        {
            Protocol = Protocol.Tcp,
            State = state,
            LocalAddress = End(local).Address,
            LocalPort = End(local).Port,
            PeerAddress = End(peer).Address,
            PeerPort = End(peer).Port,
            Inode = inode ?? (state == SocketState.TimeWait ? 0 : Interlocked.Increment(ref nextInode)),
            UserId = 1000,
            Namespace = Ours,
            Owner = owner ?? Owner.Unread,
        };

    public static ProcessFacts Process(
        int pid, string name, string? command = null, string? project = null, string? user = "me", CgroupFacts? cgroup = null,
        TimeSpan? uptime = null) => new()
        {
            Pid = pid,
            StartTicks = (ulong)pid * 10,
            Name = name,
            ParentPid = 1,
            UserId = user == "root" ? 0u : 1000,
            User = user,
            Started = Now - (uptime ?? TimeSpan.FromHours(1)),
            Arguments = Known.Observed<IReadOnlyList<string>>((command ?? name).Split(' ')),
            Executable = Known.Observed("/usr/bin/" + name),
            Directory = Known.Observed("/home/me/" + project),
            Project = Known.Observed(project is null ? null : new Project(project, "/home/me/" + project, "main", null)),
            Cgroup = Known.Observed(cgroup ?? new CgroupFacts("/user.slice", null, null)),
        };

    public static Owner Held(params ProcessFacts[] processes) => new(processes, How.Observed);

    public static NetworkInterface Link(uint index, string name, InterfaceKind kind, params string[] addresses) =>
        new(index, name, kind, true, [.. addresses.Select(address => new InterfaceAddress(Address(address), 24))]);

    public static HostFacts Host(params NetworkInterface[] links) => new()
    {
        System = OperatingSystemKind.Linux,
        Interfaces = [Link(1, "lo", InterfaceKind.Loopback, "127.0.0.1", "::1"), .. links],
    };

    public static Snapshot Seen(params SocketRecord[] sockets) => new()
    {
        TakenAt = Now,
        Firewall = Known.Observed(FirewallRules.None),
        Host = Host(Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5", "fe80::1")),
        Sockets = sockets,
        Processes = sockets.SelectMany(socket => socket.Owner.Processes).DistinctBy(process => process.Pid).ToDictionary(process => process.Pid),
    };
}
