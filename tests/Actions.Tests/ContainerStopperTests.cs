using System.Net.Sockets;
using System.Text;
using Berth.Actions.Containers;
using Berth.Model;

namespace Berth.Actions.Tests;

public sealed class ContainerStopperTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("berth-engine").FullName;

    [Theory]
    [InlineData("204 No Content", ContainerOutcome.Stopped)]
    [InlineData("304 Not Modified", ContainerOutcome.AlreadyStopped)]
    [InlineData("404 Not Found", ContainerOutcome.NoSuchContainer)]
    [InlineData("500 Internal Server Error", ContainerOutcome.Failed)]
    public async Task The_engine_is_asked_over_its_socket(string status, ContainerOutcome outcome)
    {
        var path = Path.Combine(folder, "docker.sock");
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint(path));
        engine.Listen();
        var served = ServeOnceAsync(engine, status);

        var result = await new ContainerStopper(new EngineSockets(path, [])).StopAsync(Container("docker", "abc123"), TimeSpan.FromSeconds(3), default);

        Assert.Equal(outcome, result.Outcome);
        Assert.StartsWith("POST /containers/abc123/stop?t=3 HTTP/1.1\r\n", await served);
    }

    [Fact]
    public async Task Without_a_socket_the_command_is_named()
    {
        var result = await new ContainerStopper(new EngineSockets(Path.Combine(folder, "none"), [])).StopAsync(Container("cri-o", "abc"), TimeSpan.Zero, default);
        Assert.Equal(ContainerOutcome.NoEngine, result.Outcome);
        Assert.Contains("crictl stop abc", result.Said);
    }

    [Theory, InlineData("../info"), InlineData("a/b"), InlineData("a?b"), InlineData(""), InlineData("..")]
    public async Task An_id_that_would_change_the_request_is_not_sent(string id)
    {
        var result = await new ContainerStopper(new EngineSockets(folder, [])).StopAsync(Container("docker", id), TimeSpan.Zero, default);
        Assert.Equal(ContainerOutcome.Failed, result.Outcome);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static Container Container(string engine, string id) => new(id, engine, Known.Observed<string>("web"), default);

    static async Task<string> ServeOnceAsync(Socket engine, string status)
    {
        using var client = await engine.AcceptAsync();
        var buffer = new byte[4096];
        var request = new StringBuilder();
        while (!request.ToString().Contains("\r\n\r\n")) request.Append(Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer)));
        await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return request.ToString();
    }
}
