using System.Net.Sockets;
using System.Text;
using Berth.Api.Client;
using Berth.Counterparts;

namespace Berth.Daemon.Tests.Http;

/// <summary>What the client makes of answers, also of ones that our daemon would never give.</summary>
public sealed class ReplyReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<IDisposable> sockets = [];

    public void Dispose()
    {
        foreach (var socket in sockets) socket.Dispose();
        folder.Dispose();
    }

    // In so many parts, so that everything is cut somewhere.
    ReplyReader Reader(string answer, int part = int.MaxValue)
    {
        var path = folder.At($"{sockets.Count}.sock");
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        var server = listener.Accept();
        sockets.AddRange([listener, client, server]);
        var bytes = Encoding.UTF8.GetBytes(answer);
        _ = Task.Run(() =>
        {
            for (var at = 0; at < bytes.Length; at += Math.Min(part, bytes.Length)) server.Send(bytes.AsSpan(at, Math.Min(part, bytes.Length - at)));
            server.Shutdown(SocketShutdown.Send);
        });
        return new ReplyReader(client);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length:  5 \r\nX: y\r\n\r\nhello and more", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "")]
    public void A_body_is_read_however_it_is_sent(string answer, string body)
    {
        foreach (var part in (int[])[1, 7, int.MaxValue])
        {
            var reader = Reader(answer, part);
            Assert.Equal(200, reader.ReadHead());
            Assert.Equal(body, Encoding.UTF8.GetString(reader.ReadBody(100)));
        }
    }

    [Theory]
    [InlineData("a\nb\n\nc", "a|b||c")]
    [InlineData("one\n", "one")]
    [InlineData("", "")]
    public void Lines_are_read_across_chunks(string body, string lines)
    {
        foreach (var size in (int[])[1, 2, 3, 100])
        {
            var chunks = string.Concat(body.Chunk(size).Select(chunk => $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"));
            var reader = Reader($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n", size);
            reader.ReadHead();
            var read = new List<string>();
            while (reader.ReadLine(100) is { } line) read.Add(Encoding.UTF8.GetString(line));
            Assert.Equal(lines, string.Join('|', read));
        }
    }

    [Fact]
    public void No_answer_at_all_is_told_apart() => Assert.Null(Reader("").ReadHead());

    [Theory]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("HTTP/1.1 2xx OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: cut")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff0\r\nhello")]
    public void What_is_no_answer_is_refused(string answer) => Assert.Throws<InvalidDataException>(() =>
    {
        var reader = Reader(answer);
        reader.ReadHead();
        reader.ReadBody(100);
    });

    [Fact]
    public void What_is_too_long_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Reader("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000)).ReadHead());
        Assert.Throws<InvalidDataException>(() => Reader("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 10_000))).ReadHead());
        var body = Reader("HTTP/1.1 200 OK\r\n\r\n" + new string('x', 1000));
        body.ReadHead();
        Assert.Throws<InvalidDataException>(() => body.ReadBody(999));
        var line = Reader("HTTP/1.1 200 OK\r\n\r\n" + new string('x', 1000));
        line.ReadHead();
        Assert.Throws<InvalidDataException>(() => line.ReadLine(999));
    }
}
