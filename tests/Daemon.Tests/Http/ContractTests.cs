using Berth.Api.Messages;
using Berth.Counterparts;
using Berth.Linux.Native;

namespace Berth.Daemon.Tests.Http;

/// <summary>docs/specs/api.md, from the outside.</summary>
public sealed class ContractTests : IDisposable
{
    readonly Room room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void Hello_is_answered()
    {
        var hello = room.Client.Ask(Capabilities.Hello, new Nothing());
        Assert.True(hello.IsThere);
        Assert.Equal(("berthd", Environment.ProcessId, true), (hello.Value.Program, hello.Value.Pid, hello.Value.OnDemand));
    }

    [Theory]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 200, "\"program\":\"berthd\"")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", 200, "\"program\":\"berthd\"")]
    [InlineData("POST /helo HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 404, "unknown_capability|there is 'hello'|daemon restart")]
    [InlineData("POST /no/such/thing HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 404, "unknown_capability|no capability 'no/such/thing'")]
    [InlineData("GET /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\n\r\n", 400, "bad_request|by POST")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_request|Host")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd:80\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_request|Host")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_request|Content-Type")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_request|Content-Type")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull", 400, "bad_request|null")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"new\":1}", 400, "bad_request|'new'")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n{{{", 400, "bad_request")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n", 400, "bad_request")]
    [InlineData("POST /ticks HTTP/1.1\r\nHost: berthd\r\nBerth-Network: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 409, "other_network|another network namespace")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nBerth-Network: 1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 200, "\"program\"")]
    [InlineData("POST /faulty HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 500, "internal|a fault in berthd|daemon logs")]
    public void Every_request_has_its_answer(string request, int status, string parts)
    {
        var answer = room.Say(request.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal), halfClose: false).Replace("\\u0027", "'", StringComparison.Ordinal);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.All(parts.Split('|'), part => Assert.Contains(part, answer, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("POST /hello HTTP/1.1\r\n\r\n")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nHost: berthd\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0")]
    public void Garbage_harms_nobody(string garbage)
    {
        Assert.DoesNotContain("200 OK", room.Say(garbage), StringComparison.Ordinal);
        Assert.True(room.Client.Ask(Capabilities.Hello, new Nothing()).IsThere);
    }

    [Fact]
    public void What_is_too_large_is_refused()
    {
        var line = room.Say($"POST /{new string('a', 64 * 1024)} HTTP/1.1\r\nHost: berthd\r\n\r\n");
        var head = room.Say($"POST /hello HTTP/1.1\r\nHost: berthd\r\nX: {new string('a', 64 * 1024)}\r\n\r\n");
        // Closed with bytes unread, the connection may be reset before the answer (414, 431) is read.
        foreach (var answer in (string[])[line, head]) Assert.DoesNotContain("capab", answer, StringComparison.Ordinal);
        var body = room.Say("POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\nConnection: close\r\n\r\n", halfClose: false);
        Assert.Contains("too large", body, StringComparison.Ordinal);
        Assert.True(room.Client.Ask(Capabilities.Hello, new Nothing()).IsThere);
    }

    [Fact]
    public void One_that_sends_nothing_keeps_nobody_waiting()
    {
        using var silent = room.Connect();
        using var half = room.Connect();
        half.Send("POST /hello HT"u8);
        Assert.True(room.Client.Ask(Capabilities.Hello, new Nothing()).IsThere);
    }

    [Fact]
    public void A_feed_goes_on_until_the_caller_ends_it()
    {
        var (feed, error) = room.Client.Open(Room.TicksFeed, new Nothing());
        Assert.Null(error);
        Assert.NotNull(feed!.Next());
        Assert.Equal(TimeSpan.Zero, room.Activity.Quiet);
        feed.Dispose();
        Eventually.True(() => room.Activity.Quiet > TimeSpan.Zero, "the daemon notices that the caller has gone");
    }

    [Fact]
    public void A_feed_ends_in_order_when_the_daemon_does()
    {
        using var feed = room.Client.Open(Room.TicksFeed, new Nothing()).Value!;
        Assert.NotNull(feed.Next());
        room.End();
        Assert.Null(feed.Next());
        Assert.Equal(ErrorCode.NoDaemon, room.Client.Ask(Capabilities.Hello, new Nothing()).Error!.Code);
    }

    [Fact]
    public void The_socket_is_the_users_alone_and_goes_with_the_daemon()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(room.Place.Socket));
        Assert.Equal((true, false, CurrentUser.EffectiveId, 0b111_000_000), FileStatus.Entry(room.Place.Runtime));
        room.End();
        Assert.False(File.Exists(room.Place.Socket));
    }

    [Fact]
    public void Another_user_is_not_answered_even_when_the_folder_lets_him_in()
    {
        File.SetUnixFileMode(room.Place.Runtime, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(room.Place.Socket, (UnixFileMode)0b110_110_110);
        const string ask = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1])
            try:
                s.sendall(b'POST /hello HTTP/1.1\r\nHost: berthd\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}')
                print(len(s.recv(4096)))
            except ConnectionError: print(0)
            """;
        Assert.Equal("0", Command.Must([.. NetworkNamespace.AsUser(65534), Python.Path, "-c", ask, room.Place.Socket]).Trim());
        // The same by our own user is answered; and our client does not trust a folder that is open to all.
        Assert.NotEqual("0", Command.Must(Python.Path, "-c", ask, room.Place.Socket).Trim());
        Assert.Contains("is open to other users", room.Client.Ask(Capabilities.Hello, new Nothing()).Error!.Message, StringComparison.Ordinal);
    }
}
