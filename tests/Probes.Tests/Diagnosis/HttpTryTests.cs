using System.Text;
using Berth.Model.Diagnosis;
using Berth.Probes.Linux.Diagnosis;

namespace Berth.Probes.Tests.Diagnosis;

public class HttpTryTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello", HttpOutcome.Answered, 200, "hello")]
    [InlineData("HTTP/1.0 403 Forbidden\r\n\r\n", HttpOutcome.Answered, 403, "")]
    [InlineData("HTTP/1.1 404", HttpOutcome.Answered, 404, "")]
    [InlineData("HTTP/1.1 999 Odd\r\n\r\n", HttpOutcome.NotHttp, 0, "HTTP/1.1 999 Odd\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", HttpOutcome.NotHttp, 0, "SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\u0015\u0003\u0003\0\u0002\u0002\u0046", HttpOutcome.SpeaksTls, 0, "")]
    [InlineData("\u0015\u0003", HttpOutcome.NotHttp, 0, "\u0015\u0003")]
    [InlineData("", HttpOutcome.Closed, 0, "")]
    public void What_came_back_is_named(string bytes, HttpOutcome outcome, int status, string text)
    {
        var answer = HttpTry.Read(Encoding.Latin1.GetBytes(bytes), HttpOutcome.Closed, "localhost", TimeSpan.Zero);
        Assert.Equal((outcome, status, text), (answer.Outcome, answer.Status, answer.Text));
    }

    [Fact]
    public void A_redirect_says_where()
    {
        var answer = HttpTry.Read("HTTP/1.1 302 Found\r\nSet-Cookie: a\r\nlocation:  /login \r\n\r\nlocation: no"u8, HttpOutcome.Closed, "localhost", TimeSpan.Zero);
        Assert.Equal("/login", answer.Location);
    }

    [Fact]
    public void A_flood_is_kept_short() =>
        Assert.Equal(2048, HttpTry.Read(Encoding.ASCII.GetBytes(new string('x', 8192)), HttpOutcome.Closed, "localhost", TimeSpan.Zero).Text.Length);
}
