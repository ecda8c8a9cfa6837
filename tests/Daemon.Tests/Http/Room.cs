using System.Net.Sockets;
using System.Text;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Counterparts;
using Berth.Daemon.Features;
using Berth.Daemon.Http;
using Berth.Daemon.Life;
using Berth.Linux.Files;
using Berth.Places;
using Microsoft.Extensions.Logging.Abstractions;

namespace Berth.Daemon.Tests.Http;

/// <summary>The server with a few features, in a folder of the test's own.</summary>
sealed class Room : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    readonly TemporaryFolder folder = new();
    readonly DaemonLife life;
    readonly ApiServer server;

    public Room()
    {
        Place = new DaemonPlace(folder.At("state"), folder.At("run"));
        Assert.Null(OwnFolder.Prepare(Place.Runtime));
        Activity = new Activity(TimeProvider.System);
        life = new DaemonLife(TimeProvider.System, Activity, onDemand: true);
        server = new ApiServer(Place, NullLoggerFactory.Instance);
        IReadOnlyList<IFeature> features = [new HelloFeature(Place, life, [], () => ["hello"]), new StopFeature(life), new Ticks(), new Faulty()];
        server.StartAsync(new ApiApplication(features, Activity, NullLogger.Instance, life.Ending), CancellationToken.None).GetAwaiter().GetResult();
        Client = new DaemonClient(Place, null);
    }

    public DaemonPlace Place { get; }
    public Activity Activity { get; }
    public DaemonClient Client { get; }

    public static Feed<Nothing, Done> TicksFeed { get; } = new("ticks", ApiJson.Default.Nothing, ApiJson.Default.Done);

    public void End()
    {
        life.End();
        using var limit = new CancellationTokenSource(patience);
        server.StopAsync(limit.Token).GetAwaiter().GetResult();
    }

    /// <summary>Sends bytes as they are; the whole answer until the server closes, as text.</summary>
    public string Say(string request, bool halfClose = true)
    {
        using var socket = Connect();
        socket.Send(Encoding.Latin1.GetBytes(request));
        if (halfClose) socket.Shutdown(SocketShutdown.Send);
        var answer = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = socket.Receive(buffer)) > 0;) answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
        return answer.ToString();
    }

    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = (int)patience.TotalMilliseconds };
        socket.Connect(new UnixDomainSocketEndPoint(Place.Socket));
        return socket;
    }

    public void Dispose()
    {
        End();
        server.Dispose();
        life.Dispose();
        folder.Dispose();
    }

    /// <summary>One item at once, then none until the end.</summary>
    sealed class Ticks() : FeedFeature<Nothing, Done>(TicksFeed)
    {
        protected override async Task<ApiError?> SendAsync(Nothing request, Func<Done, Task> send, Exchange exchange, CancellationToken ended)
        {
            await send(new Done());
            await Task.Delay(Timeout.Infinite, ended);
            return null;
        }
    }

    sealed class Faulty() : Feature<Nothing, Done>(new Question<Nothing, Done>("faulty", ApiJson.Default.Nothing, ApiJson.Default.Done))
    {
        protected override Task<Answer<Done>> AnswerAsync(Nothing request, Exchange exchange) => throw new InvalidOperationException("a fault");
    }
}
