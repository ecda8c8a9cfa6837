using Berth.Counterparts;
using Berth.Linux.Bpf;
using Berth.Linux.Namespaces;
using Berth.Linux.Netlink;
using Berth.Localhost.Hooks;
using Berth.Model.Addressing;
using Berth.Model.Services;
using NetworkNamespace = Berth.Counterparts.NetworkNamespace;

namespace Berth.Localhost.Tests;

/// <summary>A project with a localhost of its own: a control group in a network namespace of the test's.</summary>
sealed class Isle : IDisposable
{
    static int count;

    readonly ControlGroup group = new($"berth-test-{Environment.ProcessId}-{Interlocked.Increment(ref count)}");
    readonly NetworkNamespace network;
    readonly bool ownsNetwork;
    readonly List<Server> servers = [];
    readonly OwnLocalhost localhost;

    /// <param name="number">Its addresses end with it.</param>
    /// <param name="beside">An isle in whose network this one is too.</param>
    public Isle(byte number = 1, Isle? beside = null, bool hasV6 = true, WildcardBind wildcard = WildcardBind.Local, Port[]? exposed = null, params IReadOnlyList<int> declared)
    {
        (network, ownsNetwork) = beside is null ? (new NetworkNamespace(), true) : (beside.network, false);
        V4 = InetAddress.V4(0x7f400900u + number);
        V6 = InetAddress.TryParse($"fd00:be47::{number}", out var six) ? six : default;
        LocalhostResult? result = null;
        Assert.True(NamespaceEntry.Run(network.Path, () =>
        {
            if (hasV6) Assert.True(LoopbackAddress.Add(V6, out _));
            result = OwnLocalhost.Attach(Folder, new OwnAddresses(V4, hasV6 ? V6 : null), pins: null, new BtfCache(null));
        }, out _));
        Assert.True(result!.Localhost is not null, result.Refusal);
        localhost = result.Localhost;
        Assert.Null(localhost.Rule(wildcard, [.. declared.Select(static port => new Port((ushort)port))], [.. exposed ?? []]));
    }

    public InetAddress V4 { get; }
    public InetAddress V6 { get; }
    public NetworkNamespace Outside => network;
    public string Folder => Path.GetDirectoryName(group.Inside[^1])!;

    public IReadOnlyList<string> Inside(params IReadOnlyList<string> command) => [.. group.Inside, .. command];

    /// <summary>Python code to its end inside; what it printed.</summary>
    public string Python(string code, params IReadOnlyList<string> arguments) =>
        network.Must([.. group.Inside, Counterparts.Python.Path, "-c", Counterparts.Python.Prelude + code, .. arguments]).Trim();

    public Server Serve(string code)
    {
        var server = network.Start([.. group.Inside, Counterparts.Python.Path, "-c", Counterparts.Python.Prelude + code]);
        servers.Add(server);
        return server;
    }

    /// <summary>Python code outside of the group, in the same network.</summary>
    public string PythonOutside(string code) => network.Must(Counterparts.Python.Path, "-c", Counterparts.Python.Prelude + code).Trim();

    /// <summary>The local addresses that are listened on, or bound for datagrams, as the kernel knows them.</summary>
    public string Listening(int port, bool udp = false) => string.Join(' ', network.Must("ss", udp ? "-Huln" : "-Htln", $"sport = :{port}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]).Order());

    public IReadOnlyList<GroupBind> Records => localhost.Records();

    /// <summary>The localhost ends, the group stays.</summary>
    public void Sink() => localhost.Dispose();

    public void Dispose()
    {
        foreach (var server in servers) server.Dispose();
        localhost.Dispose();
        if (ownsNetwork) network.Dispose();
        group.Dispose();
    }
}
