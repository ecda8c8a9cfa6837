using Berth.Audit.Diagnose;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Audit.Tests.Diagnose;

public class MachineDoctorTests
{
    static readonly NameFacts localhost = new("localhost", [InetAddress.LoopbackV4, InetAddress.LoopbackV6], null, [new HostsEntry(InetAddress.LoopbackV4, ["localhost"], 1), new HostsEntry(InetAddress.LoopbackV6, ["localhost"], 2)], "files dns");

    sealed record Row(string Name, string? Id, Func<MachineFacts, MachineFacts> Change, Action<World>? Make = null);

    static readonly Row[] rows =
    [
        new("well", null, facts => facts),
        new("localhost has no address", "localhost-missing", facts => facts with { Localhost = localhost with { Addresses = [], Failure = "no" } }),
        new("localhost leads elsewhere", "hosts-lie", facts => facts with { Localhost = localhost with { Addresses = [Sockets.Address("10.9.8.7")] } }),
        new("IPv6 is off, and the only family of the name", "ipv6-off", facts => facts with { HasIPv6 = false, Localhost = localhost with { Addresses = [InetAddress.LoopbackV6] } }),
        new("IPv6 is off, and not in hosts", null, facts => facts with { HasIPv6 = false, Localhost = localhost with { HostsLines = [] } }),

        new("a full queue", "hung", facts => facts, world => world.Add("127.0.0.1:3000", null, SocketState.Listen, [world.Process(50, "node")], waiting: 129, backlog: 128)),
        new("a stopped server", "stopped", facts => facts, world => world.Listen("127.0.0.1:3000", world.Process(50, "node") with { State = 'T' })),
        new("a stopped client", null, facts => facts, world => world.Open("127.0.0.1:40000", "10.0.0.9:443", world.Process(50, "curl") with { State = 'T' })),
        new("overflows", "queue-overflows", facts => facts with { QueueOverflows = new Growth(7, 9) }),
        new("overflows of long ago", null, facts => facts with { QueueOverflows = new Growth(9, 9) }),
        new("short queues", "backlog-limited", facts => facts with { LongestQueue = 64 }, world => world.Add("127.0.0.1:3000", null, SocketState.Listen, [], backlog: 64)),
        new("short queues that nobody meets", null, facts => facts with { LongestQueue = 64 }, world => world.Add("127.0.0.1:3000", null, SocketState.Listen, [], backlog: 5)),

        new("tracking is full", "conntrack-full", facts => facts with { TrackedConnections = new Usage(1000, 1000) }),
        new("tracking is nearly full", "conntrack-full", facts => facts with { TrackedConnections = new Usage(901, 1000) }),
        new("tracking has room", null, facts => facts with { TrackedConnections = new Usage(899, 1000) }),
        new("files are full", "files-full", facts => facts with { OpenFiles = new Usage(95, 100) }),
        new("files have room", null, facts => facts with { OpenFiles = new Usage(50, 100) }),
        new("descriptors are full", "descriptors-full", facts => facts with { CrowdedProcesses = [new DescriptorUse(50, "node", 1000, 1024)] }),

        new("ports run out", "ephemeral-exhausted", Range(40000, 41999), world => Connect(world, 1700)),
        new("ports are left", null, Range(40000, 41999), world => Connect(world, 1500)),
        new("ports run out less those reserved", "ephemeral-exhausted", facts => Range(40000, 41999)(facts) is var changed ? Hosted(changed, host => host with { ReservedPorts = [PortRange.Of(41000, 50000)] }) : facts, world => Connect(world, 900)),
        new("a small range", "range-small", Range(40000, 40500)),
        new("a low range", "range-low", Range(1024, 65535)),
        new("a wide range", null, Range(20000, 65535)),
        new("closed connections", "time-wait-full", facts => facts with { MostTimeWaits = 10 }, world => { for (var i = 0; i < 9; i++) world.TimeWait("127.0.0.1:3000", $"127.0.0.1:{40000 + i}"); }),
        new("some closed connections", null, facts => facts with { MostTimeWaits = 10 }, world => { for (var i = 0; i < 8; i++) world.TimeWait("127.0.0.1:3000", $"127.0.0.1:{40000 + i}"); }),

        new("a proxy", "proxy", facts => facts with { Proxy = Proxied(null) }),
        new("a proxy that leaves the name alone only", "proxy", facts => facts with { Proxy = Proxied("localhost") }),
        new("a proxy that leaves this machine alone", null, facts => facts with { Proxy = Proxied("localhost,127.0.0.1") }),
    ];

    public static IEnumerable<string> Ids => rows.Select(row => row.Id).OfType<string>().Distinct();

    public static TheoryData<string> Names => [.. rows.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_first_finding_is(string name)
    {
        var row = rows.Single(row => row.Name == name);
        var report = MachineDoctor.Judge(row.Change(Facts(row.Make)));
        Assert.Equal(row.Id, report.Answer?.Id);
        Assert.Equal(row.Id is null ? Health.Healthy : Health.Found, report.Verdict);
    }

    [Fact]
    public void Notices_do_not_make_a_machine_ill()
    {
        var report = MachineDoctor.Judge(Facts() with { BelowLocalhost = localhost with { Addresses = [], Failure = "no" }, Runtimes = [new InstalledRuntime(new Version(9, 0, 9), "/x"), new InstalledRuntime(new Version(10, 0, 13), "/y")] });
        Assert.Equal((Health.Healthy, null), (report.Verdict, report.Answer));
        Assert.Equal(["dot-localhost", "runtime-vulnerable"], report.Also.Select(one => one.Id));
        Assert.All(report.Also, one => Assert.True(one.IsNotice));
    }

    [Theory]
    [InlineData("8.0.20", true)]
    [InlineData("8.0.21", false)]
    [InlineData("9.0.10", false)]
    [InlineData("10.0.12", true)]
    [InlineData("10.0.13", false)]
    [InlineData("11.0.0", false)]
    public void Only_runtimes_with_known_holes_are_named(string version, bool named) =>
        Assert.Equal(named, MachineDoctor.Judge(Facts() with { Runtimes = [new InstalledRuntime(Version.Parse(version), "/x")] }).Also.Count != 0);

    [Fact]
    public void Every_check_is_a_line_or_a_finding()
    {
        var report = MachineDoctor.Judge(Facts() with { OpenFiles = new Usage(95, 100) });
        Assert.Equal(15, report.Looked.Count + 1 + report.Also.Count);
        Assert.DoesNotContain("files", report.Looked.Select(look => look.What));
        Assert.All(report.Looked, look => Assert.NotEqual("", look.Result));
    }

    static MachineFacts Facts(Action<World>? make = null)
    {
        var world = new World();
        make?.Invoke(world);
        return new MachineFacts { Snapshot = world.Snapshot(), Localhost = localhost, BelowLocalhost = localhost with { Name = "name.localhost" } };
    }

    static MachineFacts Hosted(MachineFacts facts, Func<HostFacts, HostFacts> change) => facts with { Snapshot = facts.Snapshot with { Host = change(facts.Snapshot.Host) } };

    static Func<MachineFacts, MachineFacts> Range(int first, int last) => facts => Hosted(facts, host => host with { EphemeralPorts = Known.Observed(PortRange.Of(first, last)) });

    static void Connect(World world, int count)
    {
        for (var i = 0; i < count; i++) world.Add($"127.0.0.1:{40000 + i}", "127.0.0.1:5432", SocketState.Established, []);
    }

    static ProxySettings Proxied(string? exceptions) => new([new ProxyVariable("https_proxy", "http://proxy:3128")], exceptions is null ? null : new ProxyVariable("NO_PROXY", exceptions));
}
