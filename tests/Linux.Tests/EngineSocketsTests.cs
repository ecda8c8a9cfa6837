using System.Net.Sockets;
using Berth.Linux.Containers;

namespace Berth.Linux.Tests;

public sealed class EngineSocketsTests : IDisposable
{
    readonly string root = Directory.CreateTempSubdirectory("berth-test-").FullName + "/";

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_persons_own_engine_comes_first_and_each_is_named_once()
    {
        using var system = Listen("run/docker.sock");
        using var own = Listen($"run/user/{Berth.Linux.Native.CurrentUser.EffectiveId}/docker.sock");
        Directory.CreateDirectory($"{root}var");
        File.CreateSymbolicLink($"{root}var/run", "../run");
        var sockets = EngineSockets.Below(root);
        Assert.Equal([$"{root}run/user/{Berth.Linux.Native.CurrentUser.EffectiveId}/docker.sock", $"{root}var/run/docker.sock"], sockets.Of("docker"));
        Assert.Empty(sockets.Of("podman"));
        Assert.Empty(sockets.Of("cri-o"));
    }

    Socket Listen(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root + path)!);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(root + path));
        socket.Listen();
        return socket;
    }
}
