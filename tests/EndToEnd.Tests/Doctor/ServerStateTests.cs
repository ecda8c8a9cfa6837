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

    [Fact]
    public void A_server_that_hangs_up_is_told_where_HTTP_was_asked_for()
    {
        patient.Start("""
            s = listen('127.0.0.1', PORT); ready()
            while True: s.accept()[0].close()
            """);
        patient.Ask($"http://localhost:{patient.Port}/").Found("closes-at-once");
        patient.Ask($"postgres://localhost:{patient.Port}/app").Healthy();
    }

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
