using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using FsCheck;
using FsCheck.Fluent;
using static Berth.Worlds.Sockets;

namespace Berth.Engine.Tests.Listing;

public class RowOrderTests
{
    static readonly IReadOnlyList<Row> Rows = Lister.Rows(Seen(
        Listener("127.0.0.1:3000", Held(Process(3, "beta", uptime: TimeSpan.FromMinutes(1)))),
        Listener("0.0.0.0:80", Owner.Hidden("another user's process")),
        Listener("[::1]:3000", Held(Process(2, "Alpha", uptime: TimeSpan.FromMinutes(9)))),
        Listener("9.0.0.1:3000", Held(Process(1, "gamma", uptime: TimeSpan.FromMinutes(5))))), SocketKinds.Listeners);

    [Theory]
    [InlineData("port,protocol,address", "80 9.0.0.1 127.0.0.1 ::1")]
    [InlineData("-port,address", "9.0.0.1 127.0.0.1 ::1 80")]
    [InlineData("pid", "9.0.0.1 ::1 127.0.0.1 80")]
    [InlineData("-pid", "127.0.0.1 ::1 9.0.0.1 80")]
    [InlineData("process", "::1 127.0.0.1 9.0.0.1 80")]
    [InlineData("port, -uptime", "80 ::1 9.0.0.1 127.0.0.1")]
    [InlineData("state", "127.0.0.1 80 ::1 9.0.0.1")]
    [InlineData("reach,-pid", "127.0.0.1 ::1 80 9.0.0.1")]
    public void Rows_are_ordered_by_rank_and_what_is_hidden_comes_last(string by, string expected) =>
        Assert.Equal(expected, string.Join(' ', Sorted(Rows, by).Select(Name)));

    static IReadOnlyList<Row> Sorted(IReadOnlyList<Row> rows, string by)
    {
        Assert.True(RowOrder.TryParse(by, out var order, out var error), error);
        return order.Apply(rows);
    }

    [Fact]
    public void The_usual_order_is_that_of_port_protocol_and_address() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var rows = Lister.Rows(Seen([.. Enumerable.Range(0, random.Next(200)).Select(_ => Listener(Endpoint(random)))]), SocketKinds.Listeners);
            return RowOrder.Default.Apply(rows).Select(Whole).SequenceEqual(Sorted(rows, "port,protocol,address").Select(Whole));
        }));

    // Few ports and prefixes, so that ties reach the last bits of an address.
    static string Endpoint(Random random)
    {
        var port = random.Next(1, 4);
        return random.Next(2) == 0 ? $"10.0.{random.Next(2)}.{random.Next(256)}:{port}" : $"[2001:db8::{random.Next(65536):x}:{random.Next(65536):x}]:{port}";
    }

    static string Whole(Row row) => row.Socket.Local.ToString();

    [Fact]
    public void Many_rows_come_in_the_same_order_as_few()
    {
        var random = new Random(7);
        string[] addresses = ["127.0.0.1", "0.0.0.0", "[::1]", "[::]", "10.1.2.3"];
        var sockets = Enumerable.Range(0, 4000).Select(_ => new SocketRecord
        {
            Protocol = random.Next(2) == 0 ? Protocol.Tcp : Protocol.Udp,
            State = SocketState.Listen,
            LocalAddress = End($"{addresses[random.Next(5)]}:1").Address,
            LocalPort = new Port((ushort)random.Next(1, 3000)),
            InterfaceIndex = (uint)random.Next(100),
            Namespace = Ours,
            Owner = Owner.Hidden("not asked"),
        });
        var rows = Lister.Rows(Seen([.. sockets]), SocketKinds.Listeners);
        Assert.True(rows.Count >= 2000);
        Assert.Equal(Sorted(rows, "port,protocol,address"), RowOrder.Default.Apply(rows));
    }

    [Fact]
    public void An_unknown_field_is_refused_with_a_guess()
    {
        Assert.False(RowOrder.TryParse("port,-uptme", out _, out var error));
        Assert.Equal("Cannot sort by 'uptme': no field has that name. Did you mean 'uptime'?", error);
    }

    static string Name(Row row) => row.Socket.LocalPort.Number == 80 ? "80" : row.Socket.LocalAddress.ToString();
}
