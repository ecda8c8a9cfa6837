using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Worlds;

/// <summary>A machine built by hand, one sentence per process and socket, ending in its snapshot.</summary>
public sealed class World
{
    readonly Dictionary<int, ProcessFacts> processes = [];
    readonly List<SocketRecord> sockets = [];
    ulong nextInode = 5000;

    public HostFacts Host { get; set; } = new()
    {
        System = OperatingSystemKind.Linux,
        UserId = 1000,
        EphemeralPorts = Known.Observed(PortRange.Of(32768, 60999)),
        Interfaces =
        [
            Sockets.Link(1, "lo", InterfaceKind.Loopback, "127.0.0.1", "::1"),
            Sockets.Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5"),
        ],
    };

    /// <summary>With systemd as pid 1, as most machines are.</summary>
    public World() => Process(1, "systemd", parent: 0, user: "root", cgroup: new CgroupFacts("/init.scope", new ServiceUnit("init.scope", "systemd", null), null));

    /// <param name="command">Its words; with a "=" before it the title that a program gave itself, which is one.</param>
    public ProcessFacts Process(int pid, string name, int parent = 1, string? command = null, string user = "ada", Project? project = null,
        CgroupFacts? cgroup = null, string? terminal = null, TimeSpan? up = null, string? executable = null, bool isKernel = false)
    {
        var process = new ProcessFacts
        {
            Pid = pid,
            StartTicks = (ulong)pid * 100,
            Name = name,
            ParentPid = parent,
            UserId = user switch { "root" => 0u, "ada" => 1000u, _ => 107u },
            User = user,
            State = 'S',
            Started = Sockets.Now - (up ?? TimeSpan.FromHours(3)),
            Terminal = terminal,
            IsKernelThread = isKernel,
            Arguments = Known.Observed<IReadOnlyList<string>>(isKernel ? [] : command is ['=', .. var title] ? [title] : (command ?? name).Split(' ')),
            Executable = Known.Observed(executable ?? $"/usr/bin/{name}"),
            Directory = Known.Observed(project?.Root ?? "/"),
            Project = Known.Observed(project),
            Cgroup = Known.Observed(cgroup ?? Login),
        };
        return processes[pid] = process;
    }

    /// <summary>A shell in tmux, as most dev servers have above them.</summary>
    public ProcessFacts Shell(int pid = 300, string terminal = "pts/3")
    {
        Process(pid - 1, "tmux: server", parent: 1, command: "tmux");
        return Process(pid, "bash", parent: pid - 1, command: "-bash", terminal: terminal);
    }

    public static CgroupFacts Login { get; } = new("/user.slice/user-1000.slice/session-2.scope", new ServiceUnit("session-2.scope", "systemd", null), null);

    public static CgroupFacts Unit(string name) => new($"/system.slice/{name}", new ServiceUnit(name, "systemd", null), null);

    public static CgroupFacts InContainer(string name, string image, string engine = "docker") => new("/system.slice/docker-4f1c.scope", null,
        new Container("4f1c0a9b8d7e6f5a4b3c2d1e0f9a8b7c", engine, Known.Observed(name), Known.Observed(image)));

    public static Project Shop { get; } = new("shop", "/home/ada/shop", "main", null);

    public SocketRecord Listen(string at, params ProcessFacts[] holders) => Add(at, null, SocketState.Listen, holders);

    public SocketRecord Udp(string at, params ProcessFacts[] holders) => Add(at, null, SocketState.Unconnected, holders, protocol: Protocol.Udp);

    public SocketRecord Bound(string at, params ProcessFacts[] holders) => Add(at, null, SocketState.Bound, holders);

    public SocketRecord Open(string local, string peer, params ProcessFacts[] holders) => Add(local, peer, SocketState.Established, holders);

    public SocketRecord TimeWait(string local, string peer) => Add(local, peer, SocketState.TimeWait, [], inode: 0);

    public SocketRecord Unix(string path, params ProcessFacts[] holders)
    {
        var socket = new SocketRecord
        {
            Protocol = Protocol.UnixStream, State = SocketState.Listen, Path = path, Inode = nextInode++, Namespace = Sockets.Ours, Owner = OwnerOf(holders),
        };
        sockets.Add(socket);
        return socket;
    }

    /// <summary>Anything the short forms do not say.</summary>
    public SocketRecord Add(string local, string? peer, SocketState state, ProcessFacts[] holders, Protocol protocol = Protocol.Tcp, ulong? inode = null,
        bool? v6Only = false, uint waiting = 0, uint backlog = 511, CgroupFacts? madeIn = null, Owner? owner = null, NetworkNamespace? network = null, uint? user = null)
    {
        var (address, port) = Sockets.End(local);
        var (peerAddress, peerPort) = peer is null ? (default, default) : Sockets.End(peer);
        var socket = new SocketRecord
        {
            Protocol = protocol,
            State = state,
            LocalAddress = address,
            LocalPort = port,
            PeerAddress = peerAddress,
            PeerPort = peerPort,
            Inode = inode ?? nextInode++,
            UserId = user ?? (holders.Length == 0 ? 0 : holders[0].UserId),
            V6Only = address.Family == InetFamily.V6 ? v6Only : null,
            ReceiveQueue = waiting,
            SendQueue = state == SocketState.Listen ? backlog : 0,
            Cgroup = madeIn,
            CgroupId = madeIn is null ? 0u : 77u,
            Namespace = network ?? Sockets.Ours,
            Owner = owner ?? OwnerOf(holders),
        };
        sockets.Add(socket);
        return socket;
    }

    /// <summary>Both ends of a connection inside the machine.</summary>
    public void Talk(string server, ProcessFacts[] servers, string client, ProcessFacts[] clients)
    {
        Open(server, client, servers);
        Open(client, server, clients);
    }

    public Snapshot Snapshot() => new() { TakenAt = Sockets.Now, Firewall = Known.Observed(FirewallRules.None), Host = Host, Sockets = sockets, Processes = processes };

    static Owner OwnerOf(ProcessFacts[] holders) => new(holders, How.Observed);
}
