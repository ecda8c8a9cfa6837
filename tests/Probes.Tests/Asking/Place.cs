using Berth.Counterparts;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Sockets;
using Berth.Probes.Asking;

namespace Berth.Probes.Tests.Asking;

/// <summary>A loopback address of a test's own, so that real servers can have their usual ports; and what listens there.</summary>
sealed class Place : IDisposable
{
    static int count;

    readonly List<Server> servers = [];

    /// <summary>One in 127.64.0.0/10, by process and number.</summary>
    public string Address { get; } = Next();

    /// <summary>No waiting for a clock on a busy machine: only silence takes so long.</summary>
    public static ProbeOptions Patient { get; } = new() { Patience = TimeSpan.FromSeconds(10) };

    /// <summary>The same, and what a web page could do is tried too.</summary>
    public static ProbeOptions Attacking { get; } = Patient with { BrowserAttacks = true };

    public Server StartPython(string code, params IReadOnlyList<string> arguments) => Keep(Server.Start([Python.Path, "-c", $"{Python.Prelude}address = '{Address}'\n{code}", .. arguments]));

    public Server StartNode(string code) => Keep(Server.Start(["node", "-e", $"const address = '{Address}'; const ready = () => console.log('ready'); process.stdin.resume().on('end', () => process.exit());\n{code}"]));

    /// <summary>A program that does not say when it is ready: it is when the port accepts.</summary>
    public Server Start(ushort port, IReadOnlyList<string> command, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        Keep(Server.Start(OnPort.Command(Address, port, command), environment, folder));

    /// <param name="processName">As the inventory would name the holder; null when it is hidden.</param>
    public ProtocolFacts Ask(ushort port, ProbeOptions? options = null, string? processName = null, Protocol protocol = Protocol.Tcp) =>
        AskAsync(port, options, processName, protocol).GetAwaiter().GetResult();

    public async Task<ProtocolFacts> AskAsync(ushort port, ProbeOptions? options = null, string? processName = null, Protocol protocol = Protocol.Tcp)
    {
        var target = Target(port, processName, protocol);
        return Assert.Single(await ProtocolProber.AskAsync([target], options ?? Patient, TestContext.Current.CancellationToken));
    }

    public ProbeTarget Target(ushort port, string? processName = null, Protocol protocol = Protocol.Tcp)
    {
        Assert.True(InetAddress.TryParse(Address, out var address));
        return ProbeTarget.Of(new SocketRecord
        {
            Protocol = protocol,
            State = protocol == Protocol.Tcp ? SocketState.Listen : SocketState.Unconnected,
            LocalAddress = address,
            LocalPort = new Port(port),
            Namespace = new Model.Machine.NetworkNamespace(1, "host", true),
            Inode = port,
            Owner = processName is null ? Owner.Hidden("another user's process") : Owner.Of(new ProcessFacts { Pid = 1, Name = processName }),
        }, Host)!;
    }

    public static HostFacts Host { get; } = new() { System = OperatingSystemKind.Linux };

    public void Dispose()
    {
        foreach (var server in servers) server.End();
    }

    Server Keep(Server server)
    {
        servers.Add(server);
        return server;
    }

    static string Next()
    {
        var number = Interlocked.Increment(ref count);
        return $"127.{64 + number % 64}.{Environment.ProcessId >> 8 & 0xff}.{1 + Environment.ProcessId % 254}";
    }
}
