using System.Net.Sockets;
using System.Text;
using Berth.Actions.Containers;
using Berth.Linux.Containers;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

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

        var result = await new ContainerStopper(new EngineSockets([path], [])).StopAsync(Container("docker", "abc123"), group: null, TimeSpan.FromSeconds(3), default);

        Assert.Equal(outcome, result.Outcome);
        Assert.StartsWith("POST /containers/abc123/stop?t=3 HTTP/1.1\r\n", await served);
    }

    [Fact]
    public async Task A_group_that_is_only_called_like_a_container_has_none_stopped()
    {
        var path = Path.Combine(folder, "docker.sock");
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        engine.Bind(new UnixDomainSocketEndPoint(path));
        engine.Listen();
        // The engine knows the id, and its container's process is somewhere else: this one.
        var served = ServeOnceAsync(engine, "200 OK", "{\"State\":{\"Pid\":" + Environment.ProcessId + "}}");

        var result = await new ContainerStopper(new EngineSockets([path], []))
            .StopAsync(Container("docker", "abc123"), "/user.slice/user-1001.slice/user@1001.service/docker-abc123.scope", TimeSpan.FromSeconds(3), default);

        Assert.Equal(ContainerOutcome.NoSuchContainer, result.Outcome);
        Assert.StartsWith("GET /containers/abc123/json HTTP/1.1\r\n", await served);
    }

    [Theory]
    [InlineData("/system.slice/docker-abc123.scope", "0::/system.slice/docker-abc123.scope\n", true)]
    [InlineData("/docker/abc123/system.slice/nginx.service", "12:memory:/docker/abc123/init.scope\n0::/\n", true)]
    [InlineData("/user.slice/user@1001.service/docker-abc123.scope", "0::/system.slice/docker-abc123.scope\n", false)]
    [InlineData("/t/docker/abc123", "0::/docker/abc123\n", false)]
    [InlineData("/system.slice/nginx.service", "0::/system.slice/docker-abc123.scope\n", false)]
    [InlineData("/system.slice/docker-abc123.scope", "", false)]
    public void A_process_is_in_the_container_whose_own_process_is_in_the_same_group(string group, string lines, bool isSame) =>
        Assert.Equal(isSame, ContainerGroup.IsSame(group, lines, "abc123"));

    [Fact]
    public async Task Of_two_engines_the_one_that_knows_the_container_stops_it()
    {
        string[] paths = [Path.Combine(folder, "own.sock"), Path.Combine(folder, "system.sock")];
        using var own = Listen(paths[0]);
        using var system = Listen(paths[1]);
        var served = Task.WhenAll(ServeOnceAsync(own, "404 Not Found"), ServeOnceAsync(system, "204 No Content"));
        var result = await new ContainerStopper(new EngineSockets([], paths)).StopAsync(Container("podman", "abc123"), group: null, TimeSpan.FromSeconds(3), default);
        Assert.Equal(ContainerOutcome.Stopped, result.Outcome);
        Assert.Equal(2, (await served).Length);
    }

    [Fact]
    public async Task Without_a_socket_the_command_is_named()
    {
        var result = await new ContainerStopper(new EngineSockets([Path.Combine(folder, "none")], [])).StopAsync(Container("cri-o", "abc"), group: null, TimeSpan.Zero, default);
        Assert.Equal(ContainerOutcome.NoEngine, result.Outcome);
        Assert.Contains("crictl stop abc", result.Said);
    }

    [Theory, InlineData("../info"), InlineData("a/b"), InlineData("a?b"), InlineData(""), InlineData("..")]
    public async Task An_id_that_would_change_the_request_is_not_sent(string id)
    {
        var result = await new ContainerStopper(new EngineSockets([folder], [])).StopAsync(Container("docker", id), group: null, TimeSpan.Zero, default);
        Assert.Equal(ContainerOutcome.Failed, result.Outcome);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    static Container Container(string engine, string id) => new(id, engine, Known.Observed<string>("web"), default);

    static async Task<string> ServeOnceAsync(Socket engine, string status, string body = "")
    {
        using var client = await engine.AcceptAsync();
        var buffer = new byte[4096];
        var request = new StringBuilder();
        while (!request.ToString().Contains("\r\n\r\n")) request.Append(Encoding.ASCII.GetString(buffer, 0, await client.ReceiveAsync(buffer)));
        await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        return request.ToString();
    }
}
