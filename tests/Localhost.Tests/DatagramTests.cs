namespace Berth.Localhost.Tests;

public class DatagramTests
{
    [Theory]
    // server, its IPV6_V6ONLY, client calls, connected, bound before, what the server sees and the client sees
    [InlineData("0.0.0.0", "None", "127.0.0.1", false, false, "127.0.0.1 127.0.0.1")]
    [InlineData("0.0.0.0", "None", "127.0.0.1", true, false, "127.0.0.1 127.0.0.1")]
    [InlineData("127.0.0.1", "None", "127.0.0.1", false, false, "127.0.0.1 127.0.0.1")]
    [InlineData("::1", "1", "::1", false, false, "::1 ::1")]
    [InlineData("::1", "1", "::1", true, false, "::1 ::1")]
    [InlineData("::", "1", "::1", false, false, "::1 ::1")]
    [InlineData("::", "0", "127.0.0.1", false, false, "::ffff:127.0.0.1 127.0.0.1")]
    [InlineData("0.0.0.0", "None", "127.0.0.1", true, true, "127.0.0.1 127.0.0.1")]
    [InlineData("::1", "1", "::1", true, true, "::1 ::1")]
    [InlineData("::1", "1", "::1", false, true, "::1 ::1")]
    public void A_question_and_its_answer_stay_in_the_project(string server, string v6only, string called, bool connected, bool bound, string seen)
    {
        using var isle = new Isle();
        using var other = new Isle(2, beside: isle);
        using var echo = isle.Serve($"""
            s = socket.socket(socket.AF_INET6 if ':' in '{server}' else socket.AF_INET, socket.SOCK_DGRAM)
            if {v6only} is not None: s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, {v6only})
            s.bind(('{server}', 5400)); ready(s.getsockname()[0])
            import threading
            def run():
                while True:
                    data, peer = s.recvfrom(100); s.sendto(peer[0].encode(), peer)
            threading.Thread(target=run, daemon=True).start()
            wait()
            """);
        Assert.Equal([server], echo.Words);
        var ask = $"""
            s = socket.socket(socket.AF_INET6 if ':' in '{called}' else socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(WAIT)
            if {(bound ? "True" : "False")}: s.bind(('{called}', 0))
            try:
                if {(connected ? "True" : "False")}: s.connect(('{called}', 5400)); s.send(b'x')
                else: s.sendto(b'x', ('{called}', 5400))
                data, peer = s.recvfrom(100); print(data.decode(), peer[0])
            except OSError as e: print('no answer')
            """;
        Assert.Equal(seen, isle.Python(ask.Replace("WAIT", "10")));
        Assert.Equal("no answer", other.Python(ask.Replace("WAIT", "0.3")));
    }
}
