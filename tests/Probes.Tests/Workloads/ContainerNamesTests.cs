using System.Net.Sockets;
using System.Text;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Tests.Workloads;

public sealed class ContainerNamesTests : IDisposable
{
    // A busy machine may take its time, and only a silent engine makes a test wait for it.
    static readonly TimeSpan patient = TimeSpan.FromSeconds(30);

    const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Dockers_own_file_names_a_container_and_finds_it_by_address()
    {
        root.Write($"var/lib/docker/containers/{Id}/config.v2.json",
            """{"Name":"/shop-db-1","Config":{"Image":"postgres:17"},"NetworkSettings":{"Networks":{"shop":{"IPAddress":"172.18.0.5"}}}}""");
        var names = new ContainerNames(root.Path + "/", patient);

        var named = names.Complete(Unnamed("docker"));
        Assert.Equal("shop-db-1", named.Name.Value);
        Assert.Equal("postgres:17", named.Image.Value);
        Assert.Equal(How.Observed, named.Name.How);
        Assert.Equal(Id, names.ByAddress("172.18.0.5").Value?.Id);
        Assert.Equal(How.Hidden, names.ByAddress("172.18.0.6").How);
    }

    [Fact]
    public void Podmans_list_names_a_container()
    {
        root.Write("var/lib/containers/storage/overlay-containers/containers.json",
            $$"""[{"id":"other","names":["x"]},{"id":"{{Id}}","names":["web"],"metadata":"{\"image-name\":\"docker.io/library/nginx:latest\"}"}]""");
        var named = new ContainerNames(root.Path + "/").Complete(Unnamed("podman"));
        Assert.Equal("web", named.Name.Value);
        Assert.Equal("docker.io/library/nginx:latest", named.Image.Value);
    }

    [Fact]
    public void A_pods_annotations_name_a_container()
    {
        root.Write($"run/containerd/io.containerd.runtime.v2.task/k8s.io/{Id}/config.json",
            """{"annotations":{"io.kubernetes.cri.sandbox-name":"api-7d9","io.kubernetes.cri.container-name":"api","io.kubernetes.cri.image-name":"api:1"}}""");
        Assert.Equal("api-7d9/api", new ContainerNames(root.Path + "/").Complete(Unnamed("kubernetes")).Name.Value);
    }

    [Fact]
    public async Task The_engines_socket_is_asked_when_its_files_do_not_tell()
    {
        Directory.CreateDirectory(root.Path + "/run");
        using var engine = Listen(root.Path + "/run/docker.sock");
        var answering = AnswerOnce(engine,
            """[{"Id":"ID","Names":["/cache"],"Image":"redis:8","NetworkSettings":{"Networks":{"b":{"IPAddress":"172.17.0.2"}}}}]""".Replace("\"ID\"", $"\"{Id}\""));
        var names = new ContainerNames(root.Path + "/", patient);

        var named = await Task.Run(() => names.Complete(Unnamed("docker")), TestContext.Current.CancellationToken);
        Assert.StartsWith("GET /containers/json HTTP/1.1", await answering);
        Assert.Equal("cache", named.Name.Value);
        Assert.Equal(Id, names.ByAddress("172.17.0.2").Value?.Id); // from the same answer
    }

    [Theory]
    [InlineData("""{"not":"a list"}""")]
    [InlineData("garbage")]
    [InlineData("[1,null,{\"Id\":7}]")]
    public async Task Whatever_the_engine_answers_the_name_is_hidden_and_nothing_breaks(string answer)
    {
        Directory.CreateDirectory(root.Path + "/run");
        using var engine = Listen(root.Path + "/run/docker.sock");
        var answering = AnswerOnce(engine, answer);
        var named = await Task.Run(() => new ContainerNames(root.Path + "/", patient).Complete(Unnamed("docker")), TestContext.Current.CancellationToken);
        await answering;
        Assert.Equal(How.Hidden, named.Name.How);
        Assert.Equal(Id[..12], named.Label);
    }

    [Fact]
    public void A_silent_engine_costs_half_a_second_and_is_named_in_the_reason()
    {
        Directory.CreateDirectory(root.Path + "/run");
        using var engine = Listen(root.Path + "/run/docker.sock");
        var named = new ContainerNames(root.Path + "/").Complete(Unnamed("docker"));
        Assert.Contains("docker did not answer", named.Name.Reason);
    }

    [Fact]
    public void Damaged_files_hide_the_name_with_a_reason()
    {
        root.Write($"var/lib/docker/containers/{Id}/config.v2.json", "{");
        Assert.Contains("not readable JSON", new ContainerNames(root.Path + "/").Complete(Unnamed("docker")).Name.Reason);
    }

    static Container Unnamed(string engine) => new(Id, engine, Known.Hidden<string>("not asked yet"), Known.Hidden<string>("not asked yet"));

    static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    static async Task<string> AnswerOnce(Socket listener, string body)
    {
        using var connection = await listener.AcceptAsync();
        var request = new byte[4096];
        var length = await connection.ReceiveAsync(request);
        await connection.SendAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        return Encoding.UTF8.GetString(request, 0, length);
    }
}
