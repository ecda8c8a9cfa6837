using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Containers;
using Berth.Model.Files;
using Berth.Model.Protocols;
using Berth.Model.Snapshots;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static MachineReadings Docker(string version = "28.1.0", string? address = "0.0.0.0", string image = "postgres:16", string mode = "bridge", ContainerMount[]? mounts = null,
        (string, string)[]? settings = null, AccessToFile? socket = null) => new()
    {
        Engines =
        [
            new ContainerEngine("docker", version,
                [new RunningContainer("4f1c0a9b8d7e", "shop-db", image, mode, [new ContainerPort(address is null ? null : Sockets.Address(address), new Port(5432), new Port(5432), Protocol.Tcp)], mounts ?? [], [])],
                (settings ?? []).ToDictionary(static one => one.Item1, static one => one.Item2), socket),
        ],
    };

    static AuditFacts Engine(MachineReadings machine) => Facts(static _ => { }, machine);

    static AccessToFile Socket(string mode, params string[] members) =>
        new("/var/run/docker.sock", (UnixFileMode)Convert.ToInt32(mode, 8), 0, "docker", members);

    static IEnumerable<Case> Containers =>
    [
        new("docker-api-tcp", "for all", Severity.Critical, Api($"{Wide}:2375", "docker", Authentication.None)),
        new("docker-api-tcp", "on loopback", Severity.High, Api($"{Local}:2375", "docker", Authentication.None)),
        new("docker-api-tcp", "by its command line", Severity.Critical, Running($"{Wide}:2375", "dockerd", "dockerd -H tcp://0.0.0.0:2375", user: "root")),
        new("docker-api-tcp", "with certificates", null, Running($"{Wide}:2376", "dockerd", "dockerd -H tcp://0.0.0.0:2376 --tlsverify", user: "root")),
        new("docker-sock-shared", "mounted in a container", Severity.High, Engine(Docker(mounts: [new("/var/run/docker.sock", "/var/run/docker.sock", true)]))),
        new("docker-sock-shared", "open to every user", Severity.Critical, Engine(Docker(socket: Socket("666")))),
        new("docker-sock-shared", "members of the group", Severity.Info, Engine(Docker(socket: Socket("660", "ada")))),
        new("docker-sock-shared", "kept", null, Engine(Docker(socket: Socket("660"), mounts: [new("/home/ada/shop", "/app", false)]))),
        new("kubelet-open", "answers anyone", Severity.Critical, Api($"{Wide}:10250", "kubelet", Authentication.None)),
        new("kubelet-open", "read-only port", Severity.Critical, Running($"{Wide}:10255", "kubelet", "kubelet")),
        new("kubelet-open", "asks for credentials", null, Api($"{Wide}:10250", "kubelet", Authentication.Required)),
        new("docker-publish-all", "a database for all", Severity.High, Engine(Docker())),
        new("docker-publish-all", "a database for all, without an address", Severity.High, Engine(Docker(address: null))),
        new("docker-publish-all", "a web server for all", Severity.Medium, Engine(Docker(image: "registry.example/shop/web:1"))),
        new("docker-publish-all", "on loopback", null, Engine(Docker(address: "127.0.0.1"))),
        new("docker-noproxy-invisible", "no listener", Severity.Info, Engine(Docker())),
        new("docker-noproxy-invisible", "docker-proxy listens", null, Facts(static world => world.Listen("0.0.0.0:5432", world.Process(500, "docker-proxy", user: "root")), Docker())),
        new("docker-loopback-l2", "an old engine", Severity.Medium, Engine(Docker("27.5.1", "127.0.0.1"))),
        new("docker-loopback-l2", "a new engine", null, Engine(Docker("28.0.0", "127.0.0.1"))),
        new("docker-loopback-l2", "an old engine that publishes for all anyway", null, Engine(Docker("27.5.1"))),
        new("docker-direct-routing", "allowed", Severity.Medium, Engine(Docker(settings: [("allow-direct-routing", "true")]))),
        new("docker-direct-routing", "not allowed", null, Engine(Docker(settings: [("allow-direct-routing", "false")]))),
        new("docker-fw-off", "switched off", Severity.Medium, Engine(Docker(settings: [("iptables", "false")]))),
        new("docker-fw-off", "on", null, Engine(Docker(settings: [("debug", "true")]))),
        new("host-net-container", "a container's own process", Severity.Medium, Facts(static world => world.Listen("0.0.0.0:8080", world.Process(500, "nginx", cgroup: World.InContainer("web", "nginx"))))),
        new("host-net-container", "on loopback", null, Facts(static world => world.Listen("127.0.0.1:8080", world.Process(500, "nginx", cgroup: World.InContainer("web", "nginx"))))),
        new("host-net-container", "no container", null, Running($"{Wide}:8080", "nginx", "nginx")),
    ];
}
