using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Listing;

public class ListerTests
{
    static readonly ProcessFacts Web = Process(41, "node", "node server.js", "shop");
    static readonly ProcessFacts Worker = Process(42, "node", "node worker.js", "shop");
    static readonly ProcessFacts Database = Process(50, "postgres");

    [Fact]
    public void Sockets_that_share_a_port_by_agreement_are_one_row()
    {
        var rows = Lister.Rows(Seen(
            Listener("0.0.0.0:3000", Held(Worker)), Listener("0.0.0.0:3000", Held(Web)), Listener("0.0.0.0:3000", Held(Web, Worker)),
            Listener("127.0.0.2:3000", Held(Web))), SocketKinds.Listeners);
        Assert.Equal(2, rows.Count);
        Assert.Equal(3, rows[0].SocketCount);
        Assert.Equal([41, 42], rows[0].Owner.Processes.Select(process => process.Pid));
        Assert.Equal(How.Observed, rows[0].Owner.How);
    }

    [Fact]
    public void A_socket_that_is_only_bound_joins_no_listener()
    {
        var bound = new SocketRecord { Protocol = Protocol.Tcp, State = SocketState.Bound, LocalAddress = InetAddress.LoopbackV4, LocalPort = new Port(3000), Inode = 9, Namespace = Ours, Owner = Held(Database) };
        foreach (var sockets in new[] { new[] { bound, Listener("127.0.0.1:3000", Held(Web)) }, [Listener("127.0.0.1:3000", Held(Web)), bound] })
        {
            var rows = Lister.Rows(Seen(sockets), SocketKinds.Listeners | SocketKinds.Bound);
            Assert.Equal(Web, Assert.Single(rows, row => row.Kind == RowKind.Listener).Owner.First);
            Assert.Equal(Database, Assert.Single(rows, row => row.Kind == RowKind.Bound).Owner.First);
        }
    }

    [Theory]
    [InlineData(0u, 200u)]
    [InlineData(200u, 0u)]
    public void Of_a_group_the_member_that_is_worst_off_stands_for_the_row(uint first, uint second)
    {
        var row = Assert.Single(Lister.Rows(Seen(
            Listener("0.0.0.0:3000", Held(Web), waiting: first), Listener("0.0.0.0:3000", Held(Database), waiting: second)), SocketKinds.Listeners));
        Assert.True(row.Socket.IsHung);
        Assert.Equal(200u, row.Socket.ReceiveQueue);
        Assert.Equal(first == 200 ? Web : Database, row.Socket.Owner.First);
        Assert.Equal(2, row.SocketCount);
    }

    [Fact]
    public void Wildcards_that_take_other_families_are_rows_of_their_own()
    {
        var rows = Lister.Rows(Seen(Listener("[::]:7002", v6Only: true), Listener("[::]:7002", v6Only: false)), SocketKinds.Listeners);
        Assert.Equal([(true, false), (true, true)], rows.Select(row => (row.Reach!.V6 is not null, row.Reach.V4 is not null)));
    }

    [Fact]
    public void A_socket_that_is_connected_to_itself_is_its_own_peer()
    {
        var self = Connection("127.0.0.1:6110", "127.0.0.1:6110", Held(Web));
        var row = Assert.Single(Lister.Rows(Seen(self), SocketKinds.Connections));
        Assert.Equal((self, self), (row.Socket, row.PeerSocket));
    }

    [Fact]
    public void Unix_listeners_are_never_joined_by_their_names()
    {
        SocketRecord Unix(ulong inode, bool isAbstract = false, ulong file = 0) => new()
        {
            Protocol = Protocol.UnixStream, State = SocketState.Listen, Path = "@foo", IsAbstract = isAbstract, FileId = file, Inode = inode, Namespace = Ours,
        };
        Assert.Equal(4, Lister.Rows(Seen(Unix(1, isAbstract: true), Unix(2, file: 7), Unix(3, file: 8), Unix(4, file: 8)), SocketKinds.Unix).Count);
    }

    [Fact]
    public void Sockets_of_other_namespaces_protocols_and_interfaces_are_rows_of_their_own()
    {
        var rows = Lister.Rows(Seen(
            Listener("0.0.0.0:53"), Listener("0.0.0.0:53", protocol: Protocol.Udp), Listener("0.0.0.0:53", network: Foreign),
            Listener("0.0.0.0:53", link: 2), Listener("[::]:53")), SocketKinds.Listeners);
        Assert.Equal(5, rows.Count);
    }

    [Fact]
    public void A_group_that_is_hidden_in_part_says_so()
    {
        var rows = Lister.Rows(Seen(
            Listener("0.0.0.0:80", Held(Web)), Listener("0.0.0.0:80", Owner.Hidden("another user's process (uid 0)", "sudo berth"))), SocketKinds.Listeners);
        Assert.Equal((How.Observed, "some of the sockets: another user's process (uid 0)"), (rows[0].Owner.How, rows[0].Owner.Reason));
        Assert.Equal(Web, rows[0].Owner.First);
    }

    [Fact]
    public void Only_the_kinds_asked_for_are_listed()
    {
        var seen = Seen(
            Listener("127.0.0.1:3000"), Connection("127.0.0.1:3000", "127.0.0.1:50000"), Connection("127.0.0.1:50000", "127.0.0.1:3000"),
            new SocketRecord { Protocol = Protocol.Tcp, State = SocketState.Bound, LocalPort = new Port(4000), Inode = 9, Namespace = Ours },
            new SocketRecord { Protocol = Protocol.UnixStream, State = SocketState.Listen, Path = "/run/x.sock", Inode = 10, Namespace = Ours });
        Assert.Equal([RowKind.Listener], Kinds(seen, SocketKinds.Listeners));
        Assert.Equal([RowKind.Connection], Kinds(seen, SocketKinds.Connections));
        Assert.Equal([RowKind.Bound], Kinds(seen, SocketKinds.Bound));
        Assert.Equal([RowKind.Unix], Kinds(seen, SocketKinds.Unix));
        Assert.Equal([RowKind.Listener, RowKind.Bound, RowKind.Connection, RowKind.Unix], Kinds(seen, SocketKinds.All));
    }

    [Fact]
    public void A_connection_inside_the_machine_is_one_row_with_the_servers_end_first()
    {
        // The server's port is the higher one: the listener decides, not the number.
        var server = Connection("127.0.0.1:60000", "127.0.0.1:50000", Held(Database));
        var client = Connection("127.0.0.1:50000", "127.0.0.1:60000", Held(Web));
        var row = Assert.Single(Lister.Rows(Seen(client, server, Listener("0.0.0.0:60000", Held(Database))), SocketKinds.Connections));
        Assert.Same(server, row.Socket);
        Assert.Same(client, row.PeerSocket);
        Assert.Equal(Database, row.Owner.First);
    }

    [Fact]
    public void Without_a_listener_the_lower_port_is_the_servers()
    {
        var row = Assert.Single(Lister.Rows(Seen(
            Connection("127.0.0.1:50000", "127.0.0.1:3000"), Connection("127.0.0.1:3000", "127.0.0.1:50000")), SocketKinds.Connections));
        Assert.Equal(3000, row.Socket.LocalPort.Number);
    }

    [Fact]
    public void An_IPv4_client_meets_its_dual_stack_server()
    {
        var row = Assert.Single(Lister.Rows(Seen(
            Connection("127.0.0.1:50000", "127.0.0.1:3000", Held(Web)),
            Connection("::ffff:127.0.0.1:3000", "::ffff:127.0.0.1:50000", Held(Database)),
            Listener("[::]:3000", Held(Database))), SocketKinds.Connections));
        Assert.Equal((Database, Web), (row.Owner.First, row.PeerSocket!.Owner.First));
    }

    [Fact]
    public void A_connection_inside_the_machine_is_found_by_either_end_and_shown_from_the_one_that_was_asked_for()
    {
        var server = Connection("127.0.0.1:6379", "127.0.0.1:36170", Held(Database));
        var client = Connection("127.0.0.1:36170", "127.0.0.1:6379", Held(Web));
        var rows = Lister.Rows(Seen(server, client, Listener("127.0.0.1:6379", Held(Database))), SocketKinds.Connections);
        Row Only(Func<Row, bool> matches) => Assert.Single(Lister.Matching(rows, matches));
        Assert.Same(client, Only(row => row.Owner.First == Web).Socket);
        Assert.Same(server, Only(row => row.Owner.First == Web).PeerSocket);
        Assert.Same(server, Only(row => row.Owner.First == Database).Socket);
        Assert.Same(client, Only(row => row.Socket.PeerPort.Number == 6379).Socket);
        Assert.Same(server, Only(_ => true).Socket);
    }

    [Fact]
    public void A_connection_to_another_machine_has_one_end()
    {
        var row = Assert.Single(Lister.Rows(Seen(Connection("192.168.1.5:50000", "1.1.1.1:443", Held(Web))), SocketKinds.Connections));
        Assert.Null(row.PeerSocket);
        Assert.Null(row.Reach);
    }

    [Fact]
    public void TIME_WAIT_has_no_process_and_says_why()
    {
        var row = Assert.Single(Lister.Rows(Seen(Connection("127.0.0.1:3000", "127.0.0.1:50000", state: SocketState.TimeWait)), SocketKinds.Connections));
        Assert.Equal(How.Observed, row.Owner.How);
        Assert.StartsWith("no process: the kernel keeps it", row.Owner.Reason);
    }

    [Fact]
    public void A_connection_without_an_inode_waits_in_the_accept_queue()
    {
        var row = Assert.Single(Lister.Rows(Seen(
            Listener("0.0.0.0:3000", Held(Web)), Connection("127.0.0.1:3000", "127.0.0.1:50000", inode: 0),
            Connection("127.0.0.1:50000", "127.0.0.1:3000", Held(Worker))), SocketKinds.Connections));
        Assert.Equal("waiting in the accept queue of node (pid 41)", row.Owner.Reason);
        Assert.Equal(3000, row.Socket.LocalPort.Number);
    }

    [Fact]
    public void A_pair_used_again_beside_TIME_WAIT_is_a_row_of_its_own()
    {
        var rows = Lister.Rows(Seen(
            Connection("127.0.0.1:3000", "127.0.0.1:50000", state: SocketState.TimeWait),
            Connection("127.0.0.1:3000", "127.0.0.1:50000"), Connection("127.0.0.1:50000", "127.0.0.1:3000")), SocketKinds.Connections);
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public void Accepted_unix_connections_of_one_path_are_one_row_beside_their_listener()
    {
        SocketRecord Unix(SocketState state, ulong inode) =>
            new() { Protocol = Protocol.UnixStream, State = state, Path = "/run/bus", Inode = inode, Namespace = Ours };
        var rows = Lister.Rows(Seen(Unix(SocketState.Listen, 1), Unix(SocketState.Established, 2), Unix(SocketState.Established, 3)), SocketKinds.Unix);
        Assert.Equal([1, 2], rows.Select(row => row.SocketCount));
    }

    [Fact]
    public void Many_listeners_are_listed() => Listed(
        [.. Enumerable.Range(0, 500_000).Select(i => Listener($"127.0.{i / 25_000}.1:{1 + i % 25_000}", Held(Web)))], SocketKinds.Listeners, 500_000);

    [Fact]
    public void Many_connections_are_joined() => Listed(
        [.. Enumerable.Range(0, 50_000).SelectMany(i => new[]
        {
            Connection($"127.0.0.1:{10_000 + i}", "127.0.0.1:3000", Held(Web)), Connection("127.0.0.1:3000", $"127.0.0.1:{10_000 + i}", Held(Database)),
        })], SocketKinds.Connections, 50_000);

    // With a quadratic step they would not end while somebody waits.
    static void Listed(SocketRecord[] sockets, SocketKinds kinds, int expected) => Assert.Equal(expected, Lister.Rows(Seen(sockets), kinds).Count);

    static IEnumerable<RowKind> Kinds(Snapshot seen, SocketKinds kinds) => Lister.Rows(seen, kinds).Select(row => row.Kind);
}
