using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;
using static Berth.Worlds.World;

namespace Berth.Engine.Tests.Explain;

/// <summary>One machine and one question each; the answer is the golden file of the same name.</summary>
static partial class Scenes
{
    static readonly KeptPort Lease = new(Known.Observed(new LeaseKey("/home/ada/one", "web", LeaseKey.UsualPortName)));

    public static SortedDictionary<string, (string Question, Func<Snapshot> Machine)> All { get; } = new(Places.Concat(Messages).ToDictionary(), StringComparer.Ordinal);

    // Ports, addresses, processes and names.
    static Dictionary<string, (string Question, Func<Snapshot> Machine)> Places => new()
    {
        ["dev-server"] = ("3000", () =>
        {
            var world = new World();
            var shell = world.Shell();
            world.Process(301, "npm", shell.Pid, "node /usr/lib/node_modules/npm/bin/npm-cli.js run dev", project: Shop, terminal: "pts/3");
            var vite = world.Process(302, "node", 301, "node /home/ada/shop/node_modules/.bin/vite --port 3000", project: Shop, terminal: "pts/3");
            world.Listen("127.0.0.1:3000", vite);
            var browser = world.Process(900, "firefox", 1, project: null);
            world.Talk("127.0.0.1:3000", [vite], "127.0.0.1:49342", [browser]);
            world.Talk("127.0.0.1:3000", [vite], "127.0.0.1:49344", [browser]);
            world.TimeWait("127.0.0.1:3000", "127.0.0.1:49340");
            return world.Snapshot();
        }),
        ["dev-server-of-an-agent-in-a-worktree"] = ("localhost:5173", () =>
        {
            var world = new World();
            var shell = world.Shell();
            world.Process(310, "claude", shell.Pid, "claude", terminal: "pts/3");
            world.Process(311, "bash", 310, "bash -c npm run dev");
            var tree = new Project("shop", "/home/ada/shop-fix", "fix-cart", "shop-fix");
            var vite = world.Process(312, "node", 311, "node /home/ada/shop-fix/node_modules/.bin/vite", project: tree, up: TimeSpan.FromDays(2));
            world.Add("::1:5173", null, SocketState.Listen, [vite]);
            return world.Snapshot();
        }),
        ["half-of-the-network-is-kept-out"] = ("8080", () =>
        {
            var world = new World();
            world.Listen("0.0.0.0:8080", world.Process(500, "caddy", 1));
            FirewallRule drop = new(2, 1, "ip saddr 192.168.1.128/25 drop",
            [
                new RulePart.Match([new FieldMask(PacketField.Family)], false, ElementSet.Of(Operand.Number(4))),
                new RulePart.Match([new FieldMask(PacketField.SourceAddress)], false, ElementSet.Of(Operand.Prefix(Sockets.Address("192.168.1.128"), 25))),
                new RulePart.Decide(Verdict.Drop),
            ]);
            var input = new FirewallChain("input", new ChainHook(ChainType.Filter, HookPoint.Input, 0, false, []), [drop]);
            return world.Snapshot() with { Firewall = Known.Observed(new FirewallRules([new FirewallTable(TableFamily.Inet, "filter", FirewallDialect.Nft, [input])])) };
        }),
        ["client-of-a-database"] = ("62893", () =>
        {
            var world = new World();
            var postgres = world.Process(500, "postgres", 1, "/usr/lib/postgresql/16/bin/postgres -D /data", user: "postgres", cgroup: Unit("postgresql.service"));
            var shell = world.Shell();
            var psql = world.Process(410, "psql", shell.Pid, "psql shop", terminal: "pts/3");
            world.Listen("127.0.0.1:5432", postgres);
            world.Talk("127.0.0.1:5432", [postgres], "127.0.0.1:62893", [psql]);
            return world.Snapshot();
        }),
        ["client-of-a-remote-server"] = ("49342", () =>
        {
            var world = new World();
            var browser = world.Process(900, "firefox", 1);
            world.Open("192.168.1.5:49342", "93.184.216.34:443", browser);
            return world.Snapshot();
        }),
        ["client-that-no-listener-tells-from-a-server"] = ("6108", () =>
        {
            var world = new World();
            var python = world.Process(410, "python3", world.Shell().Pid);
            world.Talk("127.0.0.1:6200", [python], "127.0.0.1:6108", [python]);
            return world.Snapshot();
        }),
        ["client-of-a-server-with-the-higher-port"] = ("6108", () =>
        {
            var world = new World();
            var python = world.Process(410, "python3", world.Shell().Pid);
            world.Listen("127.0.0.1:6200", python);
            world.Talk("127.0.0.1:6200", [python], "127.0.0.1:6108", [python]);
            return world.Snapshot();
        }),
        ["connected-to-itself"] = ("6110", () =>
        {
            var world = new World();
            world.Open("127.0.0.1:6110", "127.0.0.1:6110", world.Process(410, "python3", world.Shell().Pid));
            return world.Snapshot();
        }),
        ["clients-whose-servers-end-is-gone"] = ("3000", () =>
        {
            var world = new World();
            var node = world.Process(400, "node", world.Shell().Pid);
            world.Listen("127.0.0.1:3000", node);
            var python = world.Process(410, "python3", 1);
            world.Add("127.0.0.1:40000", "127.0.0.1:3000", SocketState.CloseWait, [python]);
            for (var port = 40001; port < 40004; port++) world.TimeWait($"127.0.0.1:{port}", "127.0.0.1:3000");
            world.Add("127.0.0.1:40010", "127.0.0.1:3000", SocketState.FinWait2, [], inode: 0);
            world.Add("127.0.0.1:40011", "127.0.0.1:3000", SocketState.SynSent, [python]);
            return world.Snapshot();
        }),
        ["client-over-udp"] = ("5353/udp", () =>
        {
            var world = new World();
            world.Udp("0.0.0.0:5353", world.Process(400, "avahi-daemon", 1, user: "avahi"));
            world.Add("127.0.0.1:40000", "127.0.0.1:5353", SocketState.Established, [world.Process(410, "python3", world.Shell().Pid)], protocol: Protocol.Udp);
            return world.Snapshot();
        }),
        ["lease-that-nobody-uses"] = ("3000", () =>
        {
            var world = new World();
            foreach (var at in new[] { "127.0.0.1:3000", "::1:3000" }) world.Bound(at, world.Process(50, "berthd", 1)).Kept = Lease;
            return world.Snapshot();
        }),
        ["lease-with-its-server"] = ("3000", () =>
        {
            var world = new World();
            world.Bound("127.0.0.1:3000", world.Process(50, "berthd", 1)).Kept = Lease;
            world.Listen("127.0.0.1:3000", world.Process(302, "node", world.Shell().Pid, "node server.js", project: Shop));
            return world.Snapshot();
        }),
        ["group-of-which-one-hangs"] = ("7001", () =>
        {
            var world = new World();
            var shell = world.Shell();
            world.Add("127.0.0.1:7001", null, SocketState.Listen, [world.Process(400, "python3", shell.Pid, "python3 good.py")], backlog: 128);
            world.Add("127.0.0.1:7001", null, SocketState.Listen, [world.Process(500, "python3", shell.Pid, "python3 stuck.py")], backlog: 1, waiting: 2);
            return world.Snapshot();
        }),
        ["free"] = ("8080", () => new World().Snapshot()),
        ["free-never-handed-out"] = ("62893", () => new World().Snapshot()),
        ["free-likely-a-client"] = ("49342", () => new World().Snapshot()),
        ["free-likely-a-server"] = ("49341", () => new World().Snapshot()),
        ["free-low"] = ("80", () => new World().Snapshot()),
        ["free-reserved"] = ("40000", () => new World { Host = new World().Host with { ReservedPorts = [PortRange.Of(40000, 40010)] } }.Snapshot()),
        ["zero"] = ("0", () => new World().Snapshot()),
        ["unit"] = ("6379", () =>
        {
            var world = new World();
            var redis = world.Process(600, "redis-server", 1, "/usr/bin/redis-server 127.0.0.1:6379", user: "redis", cgroup: Unit("redis.service"), up: TimeSpan.FromDays(9));
            world.Listen("127.0.0.1:6379", redis);
            world.Listen("::1:6379", redis);
            return world.Snapshot();
        }),
        ["container-of-the-host-network"] = ("9090", () =>
        {
            var world = new World();
            var prometheus = world.Process(700, "prometheus", 690, "/bin/prometheus", user: "root", cgroup: InContainer("metrics", "prom/prometheus:v3"));
            world.Listen(":::9090", prometheus);
            return world.Snapshot();
        }),
        ["docker-proxy-on-both-families"] = ("5432", () =>
        {
            var world = new World();
            world.Process(650, "dockerd", 1, user: "root", cgroup: Unit("docker.service"));
            var four = world.Process(651, "docker-proxy", 650, "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 5432 -container-ip 172.17.0.2 -container-port 5432", user: "root", cgroup: Unit("docker.service"));
            var six = world.Process(652, "docker-proxy", 650, "/usr/bin/docker-proxy -proto tcp -host-ip :: -host-port 5432 -container-ip 172.17.0.2 -container-port 5432", user: "root", cgroup: Unit("docker.service"));
            world.Listen("0.0.0.0:5432", four);
            world.Add(":::5432", null, SocketState.Listen, [six], v6Only: true);
            return world.Snapshot();
        }),
        ["localhost-split"] = ("localhost:3000", () =>
        {
            var world = new World();
            var shell = world.Shell();
            var rails = world.Process(320, "ruby", shell.Pid, "ruby bin/rails server", project: Shop);
            var next = world.Process(330, "next-server (v1", shell.Pid, "=next-server (v16.0.1)", project: new Project("blog", "/home/ada/blog", "main", null));
            world.Listen("127.0.0.1:3000", rails);
            world.Add("::1:3000", null, SocketState.Listen, [next]);
            return world.Snapshot();
        }),
        ["dual-stack"] = ("8000", () =>
        {
            var world = new World();
            var shell = world.Shell();
            world.Listen(":::8000", world.Process(340, "python3", shell.Pid, "python3 -m http.server", project: Shop));
            return world.Snapshot();
        }),
        ["prefork-workers"] = ("8000", () =>
        {
            var world = new World();
            var shell = world.Shell();
            var master = world.Process(350, "gunicorn", shell.Pid, "python3 /usr/bin/gunicorn app:app", project: Shop);
            world.Listen("127.0.0.1:8000", master, world.Process(351, "gunicorn", 350), world.Process(352, "gunicorn", 350), world.Process(353, "gunicorn", 350));
            return world.Snapshot();
        }),
        ["reuseport-group"] = ("7000", () =>
        {
            var world = new World();
            var shell = world.Shell();
            var one = world.Process(360, "relay", shell.Pid);
            var two = world.Process(361, "relay", shell.Pid);
            world.Listen("0.0.0.0:7000", one);
            world.Listen("0.0.0.0:7000", two);
            return world.Snapshot();
        }),
        ["hung"] = ("4000", () =>
        {
            var world = new World();
            var app = world.Process(370, "beam.smp", world.Shell().Pid, project: Shop);
            world.Add("127.0.0.1:4000", null, SocketState.Listen, [app], waiting: 129, backlog: 128);
            return world.Snapshot();
        }),
        ["hidden-owner"] = ("5432", () =>
        {
            var world = new World();
            world.Add("127.0.0.1:5432", null, SocketState.Listen, [], owner: Owner.Hidden("another user's process (uid 107)", "sudo berth ls"), user: 107);
            return world.Snapshot();
        }),
        ["hidden-owner-as-root"] = ("5432", () =>
        {
            var world = new World();
            world.Add("127.0.0.1:5432", null, SocketState.Listen, [], owner: Owner.Hidden("no process that could be looked into has it; 2 processes could not be"), user: 107);
            var snapshot = world.Snapshot();
            return snapshot with { Host = snapshot.Host with { UserId = 0, SeesAllProcesses = true } };
        }),
        ["hidden-owner-with-a-unit"] = ("6379", () =>
        {
            var world = new World();
            world.Add("127.0.0.1:6379", null, SocketState.Listen, [], owner: Owner.Hidden("another user's process (uid 107)", "sudo berth ls"), madeIn: Unit("redis.service"), user: 107);
            return world.Snapshot();
        }),
        ["candidates-only"] = ("6379", () =>
        {
            var world = new World();
            var redis = world.Process(600, "redis-server", 1, user: "redis", cgroup: Unit("redis.service"));
            world.Add("127.0.0.1:6379", null, SocketState.Listen, [], owner: new Owner([redis], How.Inferred, "the only process of the cgroup in which the socket was made", "sudo berth ls"), madeIn: Unit("redis.service"), user: 107);
            return world.Snapshot();
        }),
        ["socket-activation"] = ("631", () =>
        {
            var world = new World();
            var systemd = world.Snapshot().Processes[1];
            world.Add("127.0.0.1:631", null, SocketState.Listen, [systemd], madeIn: Unit("cups.socket"));
            return world.Snapshot();
        }),
        ["bound-only"] = ("4500", () =>
        {
            var world = new World();
            world.Bound("127.0.0.1:4500", world.Process(380, "holder", world.Shell().Pid));
            return world.Snapshot();
        }),
        ["time-wait-only"] = ("8080", () =>
        {
            var world = new World();
            world.TimeWait("127.0.0.1:8080", "127.0.0.1:50000");
            world.TimeWait("127.0.0.1:8080", "127.0.0.1:50002");
            return world.Snapshot();
        }),
        ["accept-queue"] = ("8080", () =>
        {
            var world = new World();
            var app = world.Process(390, "java", world.Shell().Pid, "java -jar app.jar", project: Shop);
            var curl = world.Process(391, "curl", 300);
            world.Listen("0.0.0.0:8080", app);
            world.Add("127.0.0.1:8080", "127.0.0.1:50000", SocketState.Established, [], inode: 0);
            world.Open("127.0.0.1:50000", "127.0.0.1:8080", curl);
            return world.Snapshot();
        }),
        ["other-namespace"] = ("5432", () =>
        {
            var world = new World();
            var postgres = world.Process(710, "postgres", 690, user: "postgres", cgroup: InContainer("db", "postgres:16"));
            world.Add("0.0.0.0:5432", null, SocketState.Listen, [postgres], network: new NetworkNamespace(4026532999, "db", false));
            return world.Snapshot();
        }),
        ["not-this-machine"] = ("10.9.9.9:443", () =>
        {
            var world = new World();
            world.Listen("0.0.0.0:443", world.Process(800, "caddy", world.Shell().Pid));
            return world.Snapshot();
        }),
        ["talks-elsewhere"] = ("93.184.216.34:443", () =>
        {
            var world = new World();
            var browser = world.Process(900, "firefox", 1);
            world.Open("192.168.1.5:50000", "93.184.216.34:443", browser);
            world.Open("192.168.1.5:50002", "93.184.216.34:443", browser);
            return world.Snapshot();
        }),
        ["unresolved-name"] = ("http://db:3000/", () =>
        {
            var world = new World();
            world.Listen("0.0.0.0:3000", world.Process(810, "node", world.Shell().Pid, "node server.js", project: Shop));
            return world.Snapshot();
        }),
        ["udp"] = ("53/udp", () =>
        {
            var world = new World();
            world.Udp("127.0.0.1:53", world.Process(820, "dnsmasq", 1, user: "root", cgroup: Unit("dnsmasq.service")));
            return world.Snapshot();
        }),
        ["pid"] = ("pid:302", () =>
        {
            var world = new World();
            var shell = world.Shell();
            var vite = world.Process(302, "node", shell.Pid, "node /home/ada/shop/node_modules/.bin/vite", project: Shop, terminal: "pts/3");
            var postgres = world.Process(500, "postgres", 1, user: "postgres", cgroup: Unit("postgresql.service"));
            world.Listen("127.0.0.1:5173", vite);
            world.Listen("127.0.0.1:24678", vite);
            world.Listen("127.0.0.1:5432", postgres);
            world.Talk("127.0.0.1:5432", [postgres], "127.0.0.1:50010", [vite]);
            return world.Snapshot();
        }),
        ["pid-missing"] = ("pid:4242", () => new World().Snapshot()),
        ["name-of-a-project"] = ("shop", () =>
        {
            var world = new World();
            var shell = world.Shell();
            world.Listen("127.0.0.1:5173", world.Process(302, "node", shell.Pid, "node node_modules/.bin/vite", project: Shop));
            world.Listen("0.0.0.0:8000", world.Process(303, "python3", shell.Pid, "python3 manage.py runserver", project: Shop));
            return world.Snapshot();
        }),
        ["unix-path"] = ("/run/app.sock", () =>
        {
            var world = new World();
            world.Unix("/run/app.sock", world.Process(830, "php-fpm", 1, user: "root", cgroup: Unit("php8.4-fpm.service")));
            return world.Snapshot();
        }),
        ["address"] = ("192.168.1.5", () =>
        {
            var world = new World();
            world.Listen("0.0.0.0:8000", world.Process(303, "python3", world.Shell().Pid, "python3 -m http.server", project: Shop));
            world.Listen("127.0.0.1:9000", world.Process(304, "php-fpm", 300));
            return world.Snapshot();
        }),
        ["server-on-a-port-it-was-handed"] = ("45001", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:45001", world.Process(302, "node", world.Shell().Pid, "node server.js", project: Shop));
            return world.Snapshot();
        }),
        ["socket-activation-of-an-unknown-unit"] = ("2375", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:2375", world.Snapshot().Processes[1], world.Process(650, "dockerd", 1, user: "root", cgroup: Unit("docker.service")));
            return world.Snapshot();
        }),
        ["macos-airplay"] = ("5000", () => new World { Host = new World().Host with { System = OperatingSystemKind.MacOS, EphemeralPorts = Known.Observed(PortRange.Of(49152, 65535)) } }.Snapshot()),
        ["windows-excluded"] = ("50051", () => new World { Host = new World().Host with { System = OperatingSystemKind.Windows, EphemeralPorts = Known.Observed(PortRange.Of(49152, 65535)), ReservedPorts = [PortRange.Of(50000, 50059)], FirstUnprivilegedPort = 0 } }.Snapshot()),
    };
}
