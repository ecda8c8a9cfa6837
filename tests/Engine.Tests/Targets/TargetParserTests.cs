using Berth.Engine.Targets;
using Berth.Model.Addressing;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Engine.Tests.Targets;

public class TargetParserTests
{
    [Theory]
    [InlineData("3000", 3000, null)]
    [InlineData(" 3000 ", 3000, null)]
    [InlineData("0", 0, null)]
    [InlineData("65535", 65535, null)]
    [InlineData("53/udp", 53, Protocol.Udp)]
    [InlineData("tcp/443", 443, Protocol.Tcp)]
    [InlineData("tcp:443", 443, Protocol.Tcp)]
    [InlineData("udp 53", 53, Protocol.Udp)]
    [InlineData("port 3000", 3000, null)]
    [InlineData("Port: 3000", 3000, null)]
    [InlineData("port:3000", 3000, null)]
    public void A_port_is_read_with_its_protocol(string text, int port, Protocol? protocol)
    {
        var target = Assert.IsType<PortTarget>(TargetParser.Parse(text).Target);
        Assert.Equal((port, protocol), (target.Number.Number, target.Protocol));
        Assert.Equal(text.Trim(), target.Text);
    }

    [Theory]
    [InlineData("127.0.0.1:3000", "127.0.0.1", 3000)]
    [InlineData("[::1]:3000", "[::1]", 3000)]
    [InlineData("::1:3000", "[::1]", 3000)]
    [InlineData("::1:62893", "[::1]", 62893)]
    [InlineData(":::3000", "[::]", 3000)]
    [InlineData("0.0.0.0:80", "0.0.0.0", 80)]
    [InlineData("[fe80::1%eth0]:80", "[fe80::1]", 80)]
    [InlineData("*:3000", "*", 3000)]
    [InlineData(":3000", "*", 3000)]
    [InlineData("localhost:3000", "localhost", 3000)]
    [InlineData("LocalHost:3000", "localhost", 3000)]
    [InlineData("api.shop.localhost:8080", "api.shop.localhost", 8080)]
    [InlineData("redis:6379", "redis", 6379)]
    [InlineData("tcp 127.0.0.1:3000", "127.0.0.1", 3000)]
    [InlineData("127.0.0.1:53/udp", "127.0.0.1", 53)]
    public void An_endpoint_is_read_with_its_host(string text, string host, int port)
    {
        var target = Assert.IsType<EndpointTarget>(TargetParser.Parse(text).Target);
        Assert.Equal((host, port), (target.At.ToString(), target.Number.Number));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("localhost")]
    [InlineData("shop.localhost")]
    [InlineData("2001:db8::1")]
    public void An_address_alone_is_a_target(string text) => Assert.IsType<AddressTarget>(TargetParser.Parse(text).Target);

    [Theory]
    [InlineData("http://localhost", "localhost", 80, true)]
    [InlineData("https://shop.localhost/cart?x=1:2", "shop.localhost", 443, true)]
    [InlineData("http://localhost:3000", "localhost", 3000, false)]
    [InlineData("HTTP://[::1]:3000/a:b@c", "[::1]", 3000, false)]
    [InlineData("ws://127.0.0.1:5173/?token=abc", "127.0.0.1", 5173, false)]
    [InlineData("wss://x.localhost", "x.localhost", 443, true)]
    [InlineData("postgres://me:p%40ss@localhost/shop", "localhost", 5432, true)]
    [InlineData("postgresql+asyncpg://localhost/shop", "localhost", 5432, true)]
    [InlineData("redis://cache", "cache", 6379, true)]
    [InlineData("mysql://root@127.0.0.1:3307/x", "127.0.0.1", 3307, false)]
    [InlineData("mongodb://db/x", "db", 27017, true)]
    [InlineData("amqp://guest:guest@rabbit//", "rabbit", 5672, true)]
    [InlineData("tcp://0.0.0.0:9292", "0.0.0.0", 9292, false)]
    [InlineData("http://*:5000", "*", 5000, false)]
    [InlineData("http://+:80", "*", 80, false)]
    public void A_url_gives_host_and_port(string text, string host, int port, bool isDefault)
    {
        var target = Assert.IsType<UrlTarget>(TargetParser.Parse(text).Target);
        Assert.Equal((host, port, isDefault), (target.At.ToString(), target.Number.Number, target.IsDefaultPort));
    }

    [Fact]
    public void Names_of_other_things_are_told_apart()
    {
        Assert.Equal(4242, Assert.IsType<PidTarget>(TargetParser.Parse("pid:4242").Target).Pid);
        Assert.Equal(4242, Assert.IsType<PidTarget>(TargetParser.Parse("pid 4242").Target).Pid);
        Assert.Equal("web", Assert.IsType<ContainerTarget>(TargetParser.Parse("container:web").Target).Name);
        Assert.Equal("redis.service", Assert.IsType<UnitTarget>(TargetParser.Parse("unit:redis.service").Target).Name);
        Assert.Equal("redis.service", Assert.IsType<UnitTarget>(TargetParser.Parse("redis.service").Target).Name);
        Assert.Equal("/run/x.sock", Assert.IsType<PathTarget>(TargetParser.Parse("/run/x.sock").Target).Path);
        Assert.Equal("/run/x.sock", Assert.IsType<PathTarget>(TargetParser.Parse("unix:/run/x.sock").Target).Path);
        Assert.Equal("/run/x.sock", Assert.IsType<PathTarget>(TargetParser.Parse("unix:///run/x.sock").Target).Path);
        Assert.Equal("@dbus", Assert.IsType<PathTarget>(TargetParser.Parse("@dbus").Target).Path);
        Assert.Equal("node", Assert.IsType<NameTarget>(TargetParser.Parse("node").Target).Name);
        Assert.Equal("my-shop_2", Assert.IsType<NameTarget>(TargetParser.Parse("my-shop_2").Target).Name);
    }

    [Theory]
    [InlineData("70000", "70000 is not a port: ports are 0 to 65535")]
    [InlineData("-1", "-1 is not a port: ports are 0 to 65535")]
    [InlineData("99999999999", "99999999999 is not a port: ports are 0 to 65535")]
    [InlineData("127.0.0.1:70000", "70000 is not a port: ports are 0 to 65535")]
    [InlineData("http://localhost:70000/", "70000 is not a port: ports are 0 to 65535")]
    [InlineData("localhost:abc", "abc is not a port: ports are numbers from 0 to 65535")]
    [InlineData("localhost:", "an empty text is not a port: ports are numbers from 0 to 65535")]
    [InlineData("3000-3010", "3000-3010 is a range: ask about one port at a time")]
    [InlineData("", "Nothing was given")]
    [InlineData("  \n ", "Nothing was given")]
    [InlineData("256.1.1.1", "256.1.1.1 is not an address: IPv4 has four numbers from 0 to 255")]
    [InlineData("127.1", "127.1 is not an address: IPv4 has four numbers from 0 to 255")]
    [InlineData("127.1:80", "127.1 is neither an address nor a host name")]
    [InlineData("[::1", "[::1 opens a bracket and does not close it")]
    [InlineData("pid:", "an empty text is not a process id")]
    [InlineData("pid:-4", "-4 is not a process id")]
    [InlineData("pid:99999999999", "99999999999 is not a process id")]
    [InlineData("unix:x.sock", "x.sock is not the path of a unix socket")]
    [InlineData("gopher://localhost", "gopher://localhost names no port, and gopher has none of its own")]
    [InlineData("http://", "an empty text is not a host with an optional port")]
    [InlineData("container:", "container: names nothing that could exist")]
    [InlineData("what is this", "\"what is this\" was not understood")]
    [InlineData("a\u001b[31mb", "\"a?[31mb\" was not understood")]
    public void What_is_no_target_is_said_exactly(string text, string problem)
    {
        var result = TargetParser.Parse(text);
        Assert.Null(result.Target);
        Assert.Equal(problem, result.Error!.Problem);
        Assert.NotEmpty(result.Error.Accepted);
    }

    [Fact]
    public void No_text_throws_and_each_gives_a_target_or_an_error() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string>(text => TargetParser.Parse(text) is var (target, error) && target is null != error is null));

    [Theory]
    [InlineData("EADDRINUSE://[x")]
    [InlineData("ECONNREFUSED://")]
    [InlineData("x://EADDRINUSE://[")]
    public void A_word_that_is_a_broken_address_and_an_error_ends(string text) => Assert.NotNull(TargetParser.Parse(text));

    // Random text seldom looks like anything: these are the pieces that the parser cares for.
    static readonly string[] Pieces =
        [":", "::", "[", "]", "/", "//", "://", "%", "@", "*", "-", "->", ">", "0", "80", "65536", "127.0.0.1", "::1", "localhost", "tcp", "udp", "port", "http",
         "EADDRINUSE", "connection refused", "errno", "(98)", "('", "',", "\n", " ", "unix:", "pid:", "\0", "\ud800", "é", "=", ".", "at ", "address:"];

    [Fact]
    public void No_mixture_of_telling_pieces_throws() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int[]>(picks =>
        {
            var text = string.Concat((picks ?? []).Select(pick => Pieces[(int)((uint)pick % Pieces.Length)]));
            return TargetParser.Parse(text) is var (target, error) && target is null != error is null;
        }));

    [Theory]
    [InlineData(":")]
    [InlineData("[")]
    [InlineData("EADDRINUSE ")]
    [InlineData("errno ")]
    [InlineData("127.0.0.1:80 ")]
    [InlineData("a/b/")]
    [InlineData("'1.1.1.1', 80 ")]
    [InlineData("\n")]
    [InlineData("connection refused\n")]
    [InlineData("port ")]
    public void A_huge_text_is_read_in_one_go(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        // With a step that is quadratic in it these would not end while somebody waits.
        foreach (var whole in (string[])[text, $"EADDRINUSE {text} end"])
        {
            var (target, error) = TargetParser.Parse(whole);
            Assert.NotEqual(target is null, error is null);
        }
    }
}
