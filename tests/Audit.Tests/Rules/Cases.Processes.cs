using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static AuditFacts Executable(string at, string path, ExecutableFile file) => Running(at, "app", "app", executable: path) with
    {
        Machine = new MachineReadings { Executables = new Dictionary<string, ExecutableFile> { [path] = file } },
    };

    static readonly Known<string> noPackage = Known.Observed<string>(null), package = Known.Observed<string>("coreutils");

    static AuditFacts Left(TimeSpan up, int parent = 1, bool served = false) => Facts(world =>
    {
        if (parent != 1) world.Shell(parent);
        var vite = world.Process(500, "node", parent, "node /home/ada/shop/node_modules/.bin/vite", up: up, project: World.Shop, terminal: parent == 1 ? null : "pts/3");
        world.Listen($"{Local}:5173", vite);
        if (served) world.Open($"{Local}:5173", $"{Local}:40000", vite);
    });

    static AuditFacts Unheld(bool asRoot)
    {
        var plain = new World();
        var world = new World { Host = plain.Host with { SeesAllProcesses = asRoot } };
        world.Add($"{Wide}:4444", null, SocketState.Listen, [], owner: new Owner([], How.Observed));
        return new() { Snapshot = world.Snapshot() };
    }

    static AuditFacts Tunnel(string name, string command) => Facts(world => world.Open("192.168.1.5:40000", "203.0.113.7:443", world.Process(500, name, command: command)));

    static IEnumerable<Case> Processes =>
    [
        new("exe-deleted", "replaced", Severity.Low, Executable($"{Wide}:80", "/usr/bin/app (deleted)", new("/usr/bin/app", true, Sockets.Now, package, false))),
        new("exe-deleted", "gone, of no package", Severity.High, Executable($"{Wide}:80", "/opt/app (deleted)", new("/opt/app", true, null, noPackage, false))),
        new("exe-deleted", "there", null, Executable($"{Wide}:80", "/usr/bin/app", new("/usr/bin/app", false, Sockets.Now, default, false))),
        new("exe-suspicious", "in /tmp", Severity.High, Executable($"{Wide}:80", "/tmp/app", new("/tmp/app", false, Sockets.Now, noPackage, true))),
        new("exe-suspicious", "in memory, on loopback", Severity.Medium, Executable($"{Local}:80", "/memfd:x (deleted)", new("/memfd:x", true, null, noPackage, false))),
        new("exe-suspicious", "in /usr", null, Executable($"{Wide}:80", "/usr/bin/app", new("/usr/bin/app", false, Sockets.Now, default, false))),
        new("root-listener", "as root", Severity.Medium, Running($"{Wide}:8080", "web", "web", user: "root")),
        new("root-listener", "as a user", null, Running($"{Wide}:8080", "web", "web")),
        new("root-listener", "sshd", null, Running($"{Wide}:22", "sshd", "sshd", user: "root")),
        new("root-listener", "on loopback", null, Running($"{Local}:8080", "web", "web", user: "root")),
        new("owner-hidden", "nobody holds it", Severity.Medium, Unheld(asRoot: true)),
        new("owner-hidden", "not everything can be seen", null, Unheld(asRoot: false)),
        new("owner-hidden", "held", null, Running($"{Wide}:8080", "web", "web")),
        new("zombie-dev", "left for days", Severity.Info, Left(TimeSpan.FromDays(3))),
        new("zombie-dev", "started today", null, Left(TimeSpan.FromHours(3))),
        new("zombie-dev", "in a terminal", null, Left(TimeSpan.FromDays(3), parent: 300)),
        new("zombie-dev", "somebody is connected", null, Left(TimeSpan.FromDays(3), served: true)),
        new("argv-secret", "a password", Severity.Low, Running($"{Local}:80", "web", "web --db-password=hunter2")),
        new("argv-secret", "a url", Severity.Medium, Running($"{Wide}:80", "web", "web postgres://shop:hunter2@db/shop")),
        new("argv-secret", "a password as the next word", Severity.Low, Running($"{Local}:80", "web", "web --db-password hunter2")),
        new("argv-secret", "how long tokens live", null, Running($"{Local}:80", "web", "web --token-ttl=3600")),
        new("argv-secret", "a file", null, Running($"{Local}:80", "web", "web --password-file=/run/secret")),
        new("argv-secret", "nothing", null, Running($"{Local}:80", "web", "web http://localhost:80/")),
        new("tunnel-live", "ngrok", Severity.High, Tunnel("ngrok", "ngrok http 3000")),
        new("tunnel-live", "cloudflared", Severity.High, Tunnel("cloudflared", "cloudflared tunnel --url http://localhost:3000")),
        new("tunnel-live", "ssh -R", Severity.High, Tunnel("ssh", "ssh -NR 8080:localhost:3000 host")),
        new("tunnel-live", "ssh -R as one word", Severity.High, Tunnel("ssh", "ssh -R8080:localhost:3000 host")),
        new("tunnel-live", "a plain ssh", null, Tunnel("ssh", "ssh -i /home/ada/Rkey host")),
        new("tunnel-live", "ssh to a host with a name", null, Tunnel("ssh", "ssh -lROOT host")),
        new("ssh-fwd-wide", "for all", Severity.Medium, Running($"{Wide}:8080", "ssh", "ssh -g -L 8080:db:5432 host")),
        new("ssh-fwd-wide", "on loopback", null, Running($"{Local}:8080", "ssh", "ssh -L 8080:db:5432 host")),
        new("ssh-fwd-wide", "the server itself", null, Running($"{Wide}:22", "sshd", "sshd -D", user: "root")),
    ];
}
