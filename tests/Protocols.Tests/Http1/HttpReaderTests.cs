using System.Text;
using Berth.Protocols.Http1;

namespace Berth.Protocols.Tests.Http1;

public class HttpReaderTests
{
    [Fact]
    public void Requests_follow_each_other_with_and_without_bodies() => Assert.Equal(
        ["POST /a", "body hello", "end", "GET /b", "end"],
        Requests("POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET /b HTTP/1.1\r\nHost: x\r\n\r\n"));

    [Fact]
    public void A_chunked_body_loses_its_coding_and_its_trailers() => Assert.Equal(
        ["200", "body hel", "body lo", "end", "204", "end"],
        Replies("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\nDigest: y\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"));

    [Fact]
    public void A_reply_without_a_length_goes_on_until_the_connection_ends() => Assert.Equal(
        ["200", "body all of it", "end"], Replies("HTTP/1.0 200 OK\r\n\r\nall of it"));

    [Fact]
    public void An_interim_reply_comes_before_the_true_one() => Assert.Equal(
        ["100", "end", "200", "end"], Replies("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", "200", "end")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", "304", "end")]
    [InlineData("CONNECT", "HTTP/1.1 200 OK\r\n\r\nnot http", "200", "tunnel not http")]
    [InlineData("GET", "HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x00", "101", "tunnel \x81\x00")]
    [InlineData("GET", "HTTP/1.1 200\nContent-Length: 0\n\n", "200", "end")]
    [InlineData("GET", "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc", "200", "body abc", "end")]
    public void What_follows_a_head_depends_on_status_and_method(string method, string text, params string[] events) =>
        Assert.Equal(events, Replies(text, method));

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "it has both Transfer-Encoding and Content-Length")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", "it has two different Content-Lengths")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\n", "its Content-Length is no number")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "its Content-Length is no number")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "its Transfer-Encoding does not end with one chunked")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", "its Transfer-Encoding does not end with one chunked")]
    [InlineData("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.0 has no Transfer-Encoding")]
    [InlineData("GET / HTTP/1.1\r\nHost : x\r\n\r\n", "a line of its head is no header field")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", "a line of its head is no header field")]
    [InlineData("GET / HTTP/1.1\r\nX: a\rb\r\n\r\n", "a line of its head is no header field")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "it begins with no request line")]
    [InlineData("GET  HTTP/1.1\r\n\r\n", "it begins with no request line")]
    [InlineData("GET /a b HTTP/1.1\r\n\r\n", "it begins with no request line")]
    [InlineData("G\x01T / HTTP/1.1\r\n\r\n", "it begins with no request line")]
    public void What_can_be_read_in_two_ways_is_not_understood(string text, string why) => Assert.Equal($"lost {why}", Requests(text)[^1]);

    [Theory]
    [InlineData("5\nhello")]
    [InlineData("5 x\r\nhello")]
    [InlineData("-5\r\nhello")]
    [InlineData("5\r\nhelloX\r\n")]
    [InlineData("ffffffffffffffff\r\n")]
    public void A_chunk_has_exactly_one_form(string body)
    {
        var events = Requests("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
        Assert.Equal("lost a chunk is not of its form", events[^1]);
    }

    [Fact]
    public void A_head_is_bounded_in_its_lines_and_their_number()
    {
        var limits = new HttpLimits(Line: 100, Head: 300, Fields: 3);
        Assert.Equal("lost its head is too long", Events(HttpReader.OfRequests(limits), $"GET /{new string('a', 200)} HTTP/1.1\r\n\r\n")[^1]);
        Assert.Equal("lost its head is too long", Events(HttpReader.OfRequests(limits), $"GET / HTTP/1.1\r\n{Line()}{Line()}{Line()}{Line()}\r\n")[^1]);
        Assert.Equal("lost its head has too many fields", Events(HttpReader.OfRequests(limits), "GET / HTTP/1.1\r\nA: 1\r\nB: 1\r\nC: 1\r\nD: 1\r\n\r\n")[^1]);

        static string Line() => $"A: {new string('x', 80)}\r\n";
    }

    [Fact]
    public void A_message_that_is_cut_off_is_lost_and_one_between_messages_is_not()
    {
        Assert.Equal("lost the connection ended in the middle of a message", Requests("GET / HT")[^1]);
        Assert.Equal("lost the connection ended in the middle of a message", Requests("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe")[^1]);
        Assert.Equal(["GET /", "end"], Requests("GET / HTTP/1.1\r\n\r\n"));
    }

    static List<string> Requests(string text) => Events(HttpReader.OfRequests(), text);

    static List<string> Replies(string text, string? method = null) => Events(HttpReader.OfReplies(), text, method);

    static List<string> Events(HttpReader reader, string text, string? method = null)
    {
        var events = new List<string>();
        ReadOnlySpan<byte> bytes = Encoding.Latin1.GetBytes(text);
        reader.AnsweredMethod = method;
        while (true)
        {
            var found = reader.Next(ref bytes);
            if (found.Kind == HttpEventKind.More) found = reader.End();
            if (found.Kind == HttpEventKind.More) return events;
            events.Add(found.Kind switch
            {
                HttpEventKind.Head => found.Head!.IsRequest ? $"{found.Head.Method} {found.Head.Target}" : $"{found.Head.Status}",
                HttpEventKind.Body => $"body {Encoding.Latin1.GetString(found.Body)}",
                HttpEventKind.End => "end",
                HttpEventKind.Tunnel => $"tunnel {Encoding.Latin1.GetString(bytes)}",
                _ => $"lost {found.Why}",
            });
            if (found.Kind is HttpEventKind.Tunnel or HttpEventKind.Lost) return events;
        }
    }
}
