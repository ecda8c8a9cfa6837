using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

public sealed class ServerStateTests : IDisposable
{
    readonly Patient patient = new();

    [Fact]
    public void A_server_that_answers_is_well()
    {
        patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        Assert.Contains("answers 200", patient.Ask().Healthy().Sentence);
    }

    [Fact]
    public void A_full_queue_is_a_hung_server()
    {
        var server = patient.Start("""
            s = listen('127.0.0.1', PORT, backlog=1)
            full = [socket.create_connection(('127.0.0.1', PORT)) for _ in range(2)]
            ready(); wait()
            """);
        var answer = patient.Ask().Found("hung");
        Assert.Contains($"pid {server.Pid}", answer.Sentence);
        Assert.Contains("2 connections wait to be accepted, and its backlog is 1", answer.Proof);
    }

    [Fact]
    public void A_server_that_accepts_nothing_is_seen_before_its_queue_is_full()
    {
        patient.Start("s = listen('127.0.0.1', PORT, backlog=64); ready(); wait()");
        Assert.Contains("accept queue", patient.Ask().Found("not-accepting").Proof);
    }

    [Fact]
    public void A_stopped_server_is_let_go_on()
    {
        var server = patient.Start("web('127.0.0.1', PORT); ready(); wait()");
        Command.Must("kill", "-STOP", $"{server.Pid}");
        Eventually.True(() => File.ReadAllText($"/proc/{server.Pid}/stat").Contains(") T ", StringComparison.Ordinal), "the server is stopped");
        var answer = patient.Ask().Found("stopped");
        Assert.Equal($"kill -CONT {server.Pid}", answer.Command);
        Command.Must("kill", "-CONT", $"{server.Pid}");
        patient.Ask().Healthy();
    }

    [Fact]
    public void A_server_that_takes_a_request_and_never_answers_cannot_be_judged()
    {
        patient.Start("s = listen('127.0.0.1', PORT); ready(); kept = [s.accept() for _ in iter(int, 1)]");
        Assert.Contains("may be busy", patient.Ask().Unknown().Sentence);
    }

    [Theory]
    [InlineData("c.close()")]
    [InlineData("c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\\1\\0\\0\\0\\0\\0\\0\\0'); c.close()")]
    public void A_server_that_hangs_up_is_told_whatever_it_was_asked_as(string ending)
    {
        patient.Start($"""
            s = listen('127.0.0.1', PORT); ready()
            while True: c = s.accept()[0]; {ending}
            """);
        foreach (var target in (string[])[$"{patient.Port}", $"http://localhost:{patient.Port}/", $"postgres://localhost:{patient.Port}/app"])
            patient.Ask(target).Found("closes-at-once");
    }

    [Fact]
    public void A_server_of_another_protocol_that_hangs_up_at_HTTP_is_not_called_well_nor_broken()
    {
        patient.Start("""
            s = listen('127.0.0.1', PORT); ready()
            def serve(c): c.recv(4096); c.close()
            while True: threading.Thread(target=serve, args=[s.accept()[0]]).start()
            """);
        Assert.Contains("another protocol", patient.Ask().Unknown().Sentence);
        patient.Ask($"http://localhost:{patient.Port}/").Found("closes-at-once");
        patient.Ask($"postgres://localhost:{patient.Port}/app").Healthy();
    }

    [Theory]
    [InlineData("Content-Length: 100", "ab", false, "inferred")]
    [InlineData("Content-Length: 100", "ab", true, "observed")]
    [InlineData("Transfer-Encoding: chunked", "2\\r\\nab\\r\\n", true, "observed")]
    public void An_answer_whose_body_does_not_come_is_not_well(string header, string body, bool ends, string how)
    {
        StartSaying($"HTTP/1.1 200 OK\\r\\n{header}\\r\\n\\r\\n{body}", ends);
        var answer = patient.Ask($"http://127.0.0.1:{patient.Port}/").Found("answer-unfinished");
        Assert.Equal(how, answer.How);
        Assert.Contains("2 bytes came", answer.Proof);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "2\\r\\nab\\r\\n")]
    [InlineData("X-Length: none", "ab")]
    public void An_answer_without_a_length_that_goes_on_cannot_be_judged(string header, string body)
    {
        StartSaying($"HTTP/1.1 200 OK\\r\\n{header}\\r\\n\\r\\n{body}", ends: false);
        Assert.Contains("streams", patient.Ask().Unknown().Sentence);
    }

    [Theory]
    [InlineData("Content-Type: text/event-stream", "data: 1", false)]
    [InlineData("Content-Length: 2", "ab", false)]
    [InlineData("Transfer-Encoding: chunked", "2\\r\\nab\\r\\n0\\r\\n\\r\\n", false)]
    [InlineData("X-Length: none", "ab", true)]
    public void An_answer_that_has_come_whole_is_well(string header, string body, bool ends)
    {
        StartSaying($"HTTP/1.1 200 OK\\r\\n{header}\\r\\n\\r\\n{body}", ends);
        patient.Ask().Healthy();
    }

    // One answer to everything; the connection is kept where it does not end.
    void StartSaying(string answer, bool ends) => patient.Start($"""
        s = listen('127.0.0.1', PORT); ready(); kept = []
        while True:
            c = s.accept()[0]; kept.append(c)
            if c.recv(4096): c.sendall(b'{answer}')
            if {(ends ? "True" : "False")}: kept.pop().close()
        """);

    [Fact]
    public void A_server_that_goes_away_meanwhile_cannot_be_judged()
    {
        patient.Start("s = listen('127.0.0.1', PORT); ready(); c, _ = s.accept(); s.close(); c.close(); wait()");
        Assert.Contains("went away", patient.Ask().Unknown().Sentence);
    }

    [Fact]
    public void An_error_of_the_servers_own_is_said_to_be_its_own()
    {
        patient.Start("Page.answer = lambda page: (502, b'Bad Gateway'); web('127.0.0.1', PORT); ready(); wait()");
        var answer = patient.Ask().Found("server-error");
        Assert.Contains("502", answer.Sentence);
        Assert.Contains("Bad Gateway", answer.Proof);
    }

    public void Dispose() => patient.Dispose();
}
