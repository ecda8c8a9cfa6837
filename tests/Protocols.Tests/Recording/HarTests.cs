using System.Text.Json;
using Berth.Protocols.Recording;
using Berth.Protocols.Tests.Traffic;

namespace Berth.Protocols.Tests.Recording;

public class HarTests
{
    static JsonElement Log(bool withCredentials, params Talk[] talks)
    {
        var har = new MemoryStream();
        using (var writer = HarWriter.Begin(har, "berth", "1", withCredentials))
            foreach (var entry in Recorded.Read(Recorded.Of(talks))) writer.Write(entry);
        using var document = JsonDocument.Parse(har.ToArray());
        return document.RootElement.GetProperty("log").Clone();
    }

    [Fact]
    public void An_exchange_has_what_the_format_wants()
    {
        var entries = Log(false, Talks.Http, Talks.RedisTalk).GetProperty("entries").EnumerateArray().ToArray();
        Assert.Equal(2, entries.Length);
        var (request, response) = (entries[0].GetProperty("request"), entries[0].GetProperty("response"));
        Assert.Equal("2026-03-01T12:00:00.000000Z", entries[0].GetProperty("startedDateTime").GetString());
        Assert.Equal(10, entries[0].GetProperty("time").GetDouble());
        Assert.Equal("http://x/orders?token=secret", request.GetProperty("url").GetString());
        Assert.Equal("token", request.GetProperty("queryString")[0].GetProperty("name").GetString());
        Assert.Equal(200, response.GetProperty("status").GetInt32());
        Assert.Equal("hello", response.GetProperty("content").GetProperty("text").GetString());
        foreach (var name in (ReadOnlySpan<string>)["method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"])
            Assert.True(request.TryGetProperty(name, out _), name);
        foreach (var name in (ReadOnlySpan<string>)["status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize", "bodySize"])
            Assert.True(response.TryGetProperty(name, out _), name);
        var timings = entries[1].GetProperty("timings");
        Assert.Equal((20.0, 10.0, 0.0), (timings.GetProperty("send").GetDouble(), timings.GetProperty("wait").GetDouble(), timings.GetProperty("receive").GetDouble()));
        Assert.Equal("abc", entries[1].GetProperty("request").GetProperty("postData").GetProperty("text").GetString());
        Assert.Equal("no", entries[1].GetProperty("response").GetProperty("content").GetProperty("text").GetString());
    }

    [Fact]
    public void Credentials_are_kept_back_unless_they_are_asked_for()
    {
        var talk = new Talk().Client("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer s3cret\r\nCookie: sid=s3cret; b=1\r\n\r\n")
            .Server("HTTP/1.1 200 OK\r\nSet-Cookie: sid=s3cret; Path=/\r\nContent-Length: 2\r\n\r\n\xff\xfe");
        var kept = Log(false, talk).GetRawText();
        Assert.DoesNotContain("s3cret", kept, StringComparison.Ordinal);
        Assert.Contains("\"sid\"", kept, StringComparison.Ordinal);
        Assert.Contains("//4=", kept, StringComparison.Ordinal); // ff fe is no UTF-8
        Assert.Contains("Bearer s3cret", Log(true, talk).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_body_is_cut_and_says_so()
    {
        var talk = new Talk().Client("GET / HTTP/1.1\r\nHost: x\r\n\r\n").Server($"HTTP/1.1 200 OK\r\nContent-Length: {HarWriter.MostBody + 5}\r\n\r\n{new string('a', HarWriter.MostBody + 5)}");
        var content = Log(false, talk).GetProperty("entries")[0].GetProperty("response").GetProperty("content");
        Assert.Equal(HarWriter.MostBody, content.GetProperty("text").GetString()!.Length);
        Assert.Equal($"the first {HarWriter.MostBody} of {HarWriter.MostBody + 5} bytes", content.GetProperty("comment").GetString());
    }

    [Fact]
    public void Whatever_was_recorded_gives_a_file_that_can_be_read()
    {
        var chance = new Random(5);
        var talks = Talks.All.Values.ToArray();
        for (var round = 0; round < 1000; round++)
        {
            var bent = new Talk();
            foreach (var words in Mutation.Of(talks[round % talks.Length].All, chance))
                _ = words.From == Flow.FromClient ? bent.Client(words.Bytes) : bent.Server(words.Bytes);
            Log(false, bent);
        }
    }
}
