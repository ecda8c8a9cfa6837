using System.Net;
using System.Net.Sockets;
using Berth.Counterparts;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Supervision.Probing;

namespace Berth.Supervision.Tests.Running;

public sealed class ReadyTests : IAsyncDisposable
{
    readonly Bench bench = new();

    static ServiceDefinition Waiting(Readiness? ready, string code = "import signal\nsignal.pause()") => Bench.Python("a", code) with { Ready = ready };

    [Fact]
    public async Task Without_a_port_it_is_ready_when_it_runs()
    {
        var run = bench.Started(Waiting(null));
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
    }

    [Fact]
    public async Task A_message_to_the_notify_socket_makes_it_ready()
    {
        var run = bench.Started(Waiting(new Readiness(ReadyKind.Notify),
            "import os, signal, socket\ns = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\ns.sendto(b'STATUS=soon', os.environ['NOTIFY_SOCKET'])\ns.sendto(b'READY=1\\nSTATUS=x', os.environ['NOTIFY_SOCKET'])\nsignal.pause()"));
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
    }

    [Fact]
    public async Task A_command_that_ends_with_0_makes_it_ready()
    {
        var check = new Readiness(ReadyKind.Exec) { Command = new ServiceCommand([Python.Path, "-c", "import os, sys; sys.exit(0 if os.path.exists(os.environ['DIR'] + '/up') else 4)"], null), Interval = TimeSpan.FromMilliseconds(20) };
        var run = bench.Started(Waiting(check, "import os, signal\nopen(os.environ['DIR'] + '/up', 'w').close()\nsignal.pause()"));
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
    }

    [Fact]
    public async Task A_port_of_its_own_that_answers_makes_it_ready_and_one_of_another_program_does_not()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = new Port((ushort)((IPEndPoint)server.LocalEndpoint).Port);
        bench.Listening[port.ToString()] = new ListenerAnswer(false, "node (pid 12)");
        var service = Waiting(new Readiness(ReadyKind.Tcp) { Timeout = TimeSpan.FromMilliseconds(200), Interval = TimeSpan.FromMilliseconds(10) }) with { Ports = [new PortDefinition("http", port)] };
        var run = bench.Started(service);
        var (_, reason) = Assert.Single(await run.ReadyAsync(["a"], CancellationToken.None));
        Assert.Equal($"it was not ready within 0.2 s: port {port} is held by node (pid 12)", reason);
        Assert.Equal(ServicePhase.Unready, Bench.State(run).Phase);

        // It is asked further: late is better than never.
        bench.Listening[port.ToString()] = new ListenerAnswer(true, "");
        Bench.Until(run, ServicePhase.Ready);
    }

    [Fact]
    public async Task A_service_that_is_ready_and_answers_nobody_at_its_address_says_so()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = new Port((ushort)((IPEndPoint)server.LocalEndpoint).Port);
        bench.Listening[port.ToString()] = new ListenerAnswer(true, "");
        bench.Caveats[port.ToString()] = "it answers HTTP 400 there";
        var run = bench.Started(Waiting(new Readiness(ReadyKind.Tcp)) with { Ports = [new PortDefinition("http", port)] });
        Assert.Empty(await run.ReadyAsync(["a"], CancellationToken.None));
        Assert.Equal((ServicePhase.Ready, "it answers HTTP 400 there"), (Bench.State(run).Phase, Bench.State(run).Reason));
    }

    [Fact]
    public void A_service_that_ends_before_it_was_ready_keeps_nobody_waiting()
    {
        var run = bench.Started(Waiting(new Readiness(ReadyKind.Log) { Text = "never" }, "raise SystemExit(1)") with { Restart = RestartPolicy.Never },
            Bench.Python("b", "pass") with { Needs = [new Need("a", NeedLevel.Ready)] });
        Bench.Until(run, ServicePhase.Failed, "b");
        Assert.Equal("it needs a, which is not ready: it ended with 1", Bench.State(run, "b").Reason);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}
