using System.Net.Sockets;
using Berth.Links.Chance;
using Berth.Links.Faults;

namespace Berth.Links.Tests.Relay;

/// <summary>Counts the descriptors of this process, so no other test may run beside it.</summary>
[CollectionDefinition(nameof(DescriptorTests), DisableParallelization = true)]
[Collection(nameof(DescriptorTests))]
public class DescriptorTests
{
    static readonly string[] fates =
    [
        "", "latency=3ms", "limit=100B", "reset after=2ms", "reset after=50B", "blackhole", "stall", "silence", "refuse", "slow-open=5ms",
        "slow-close=1h", "first-byte=1h", "bandwidth=1KB/s", "slicer=3B delay=1ms", "latency=1h direction=both", "loss=50% rtt=1ms",
    ];

    [Fact]
    public async Task None_is_left_open_whatever_became_of_the_connections()
    {
        // Whatever .NET opens once is open by now.
        await RunAsync(1);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Open();
        await RunAsync(200);
        for (var i = 0; Open().Count > before.Count && i < 1000; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }
        var after = Open();
        Assert.True(after.Count <= before.Count, $"left open: {string.Join(", ", after.Except(before))}");
    }

    static async Task RunAsync(int connections)
    {
        using var service = new EchoService();
        var random = new FaultRandom(5);
        await using var link = await TestLinks.OpenAsync(new() { Name = "fates", Upstream = service.Endpoint });
        for (var i = 0; i < connections; i++)
        {
            var fate = fates[random.Below(fates.Length)];
            await link.Faults.SetAsync(fate.Length == 0 ? [] : FaultText.Parse(fate).Value);
            await Record.ExceptionAsync(() => LiveAsync(link, random));
        }
    }

    // A client says something, may wait for an answer, and leaves in one of three ways. Most of it fails, as it should.
    static async Task LiveAsync(Link link, FaultRandom random)
    {
        using var client = await Pair.DialAsync(link);
        await client.SayAsync(new byte[random.Below(300)]);
        if (random.Happens(0.3)) await client.ReceiveAsync(new byte[100], new CancellationTokenSource(20).Token);
        if (random.Happens(0.3)) client.Shutdown(SocketShutdown.Send);
        else if (random.Happens(0.5)) client.Cut();
    }

    // What descriptors lead to that are no files, such as "socket:[4711]": .NET opens its libraries when it comes to them.
    static List<string> Open() =>
    [
        .. Directory.GetFiles("/proc/self/fd")
            .Select(static path => new FileInfo(path).LinkTarget)
            .OfType<string>()
            .Where(static target => !target.StartsWith('/')),
    ];

    /// <summary>Sends back what it hears, until the client ends.</summary>
    sealed class EchoService : IDisposable
    {
        readonly Service service = new();

        public EchoService() => _ = AcceptAsync();

        public System.Net.IPEndPoint Endpoint => service.Endpoint;

        public void Dispose() => service.Dispose();

        async Task AcceptAsync()
        {
            try
            {
                while (true) _ = EchoAsync(await service.AcceptAsync());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
            {
            }
        }

        static async Task EchoAsync(Socket socket)
        {
            using (socket)
                try
                {
                    var buffer = new byte[1024];
                    while (await socket.ReceiveAsync(buffer) is var count and > 0) await socket.SayAsync(buffer[..count]);
                }
                catch (Exception error) when (error is SocketException or OperationCanceledException)
                {
                }
        }
    }
}
