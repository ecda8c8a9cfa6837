using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Engine.Tests.Holders;

public class HoldersOfPlacesTests
{
    [Theory]
    [InlineData("0.0.0.0:3000", Protocol.Tcp, false, 0u, true)]
    [InlineData(":::3000", Protocol.Tcp, false, 0u, true)]
    [InlineData(":::3000", Protocol.Tcp, true, 0u, false)] // for IPv6 alone
    [InlineData("0.0.0.0:3000", Protocol.Tcp, false, 2u, false)] // of one interface
    [InlineData("0.0.0.0:3000", Protocol.Udp, false, 0u, false)]
    [InlineData("127.0.0.1:3000", Protocol.Tcp, false, 0u, false)]
    [InlineData("127.64.1.1:3000", Protocol.Tcp, false, 0u, false)]
    [InlineData("0.0.0.0:3001", Protocol.Tcp, false, 0u, false)]
    public void Only_who_listens_on_every_address_is_in_the_way(string at, Protocol protocol, bool v6Only, uint link, bool isInTheWay)
    {
        var socket = Sockets.Listener(at, protocol: protocol, v6Only: v6Only, link: link);
        var found = WildcardHolders.Of(Snapshot(socket), [new Port(3000)]);
        Assert.Equal(isInTheWay, found.Count == 1);
    }

    [Fact]
    public void Listeners_of_a_group_are_known_by_its_number()
    {
        var found = UnitListeners.Of(Snapshot(
            Of(7, "127.64.1.1:3000"), Of(8, "::ffff:127.64.1.1:3001"), Of(7, "0.0.0.0:40001"), Of(9, "127.64.1.1:3002"), Of(7, "127.64.1.1:3003", Protocol.Udp)),
            new HashSet<ulong> { 7, 8 });
        Assert.Equal(["127.64.1.1:3000", "[::ffff:127.64.1.1]:3001", "0.0.0.0:40001"], found.Select(static one => one.Local.ToString()));
    }

    static SocketRecord Of(ulong group, string at, Protocol protocol = Protocol.Tcp)
    {
        var like = Sockets.Listener(at, protocol: protocol);
        return new SocketRecord
        {
            Protocol = protocol, State = like.State, LocalAddress = like.LocalAddress, LocalPort = like.LocalPort, Namespace = like.Namespace, CgroupId = group,
        };
    }

    static Snapshot Snapshot(params SocketRecord[] sockets) =>
        new() { TakenAt = Sockets.Now, Host = new World().Host, Sockets = sockets, Processes = new Dictionary<int, ProcessFacts>() };
}
