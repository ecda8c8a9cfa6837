using Berth.Counterparts;
using Berth.Model.Protocols;
using Berth.Probes.Asking;

namespace Berth.Probes.Tests.Asking;

/// <summary>Servers that keep a client waiting, flood it or confuse it: bounded in time, bytes and connections.</summary>
public sealed class BadServerTests : IDisposable
{
    readonly Place place = new();
    readonly ManualClock clock = new();
    TimeSpan begun;

    // Accepts for ever, each connection in a thread of its own.
    const string Serve = """
        import threading
        s = listen(address, 7000)
        def serve():
            while True:
                c, _ = s.accept()
                threading.Thread(target=one, args=(c,), daemon=True).start()
        threading.Thread(target=serve, daemon=True).start()
        ready(); wait()
        """;

    // For servers that never answer: no real time passes. Those that do get all the time they need.
    ProbeOptions Timed => new() { Clock = clock };

    static ProbeOptions Options => Place.Patient;

    [Theory]
    [InlineData(false, 400)] // listens 100 ms for a greeting, waits 300 ms for an answer
    [InlineData(true, 700)] // the port hints at a binary protocol: then HTTP is asked too
    public async Task A_silent_server_is_asked_no_more(bool hasHint, int mostMilliseconds)
    {
        var port = hasHint ? 5432 : 7000;
        using var server = place.StartPython("kept = []\ndef one(c): kept.append(c)\n" + Serve.Replace("7000", port.ToString(), StringComparison.Ordinal));
        var limit = TimeSpan.FromMilliseconds(mostMilliseconds);
        var facts = await Reached(() => place.AskAsync((ushort)port, Timed));
        // On a busy machine the clock may be moved to a timer that is about to be taken back: then the time says nothing, and it is asked again.
        for (var again = 0; again < 10 && clock.Elapsed - begun > limit; again++) facts = await Reached(() => place.AskAsync((ushort)port, Timed));
        Assert.Equal((ProbeOutcome.Silent, null), (facts.Outcome, facts.Protocol));
        Assert.Equal(hasHint ? 2 : 1, facts.Connections);
        Assert.Equal(0, facts.BytesRead);
        Assert.True(clock.Elapsed - begun <= limit, $"it took {clock.Elapsed - begun}");
    }

    [Fact]
    public void An_endless_greeting_ends_at_the_first_words()
    {
        using var server = place.StartPython("def one(c):\n    while True: c.sendall(b'\\x01' * 65536)\n" + Serve);
        var facts = place.Ask(7000, Options with { GreetingPatience = Options.Patience });
        Assert.Equal((ProbeOutcome.Unrecognised, 1), (facts.Outcome, facts.Connections));
        Assert.InRange(facts.BytesRead, 1, Options.MaxBytes);
    }

    [Fact]
    public void An_endless_answer_is_cut_at_the_limit()
    {
        using var server = place.StartPython("def one(c):\n    c.recv(1000)\n    c.sendall(b'HTTP/1.1 200 OK\\r\\nServer: flood/1\\r\\n\\r\\n')\n    while True: c.sendall(b'a' * 65536)\n" + Serve);
        var facts = place.Ask(7000);
        Assert.Equal(("http", "flood", 1), (facts.Protocol, facts.Product, facts.Connections));
        Assert.Equal(Options.MaxBytes, facts.BytesRead);
    }

    [Fact]
    public void An_endless_header_is_cut_at_the_limit()
    {
        using var server = place.StartPython("def one(c):\n    c.recv(1000)\n    c.sendall(b'HTTP/1.1 200 OK\\r\\n')\n    while True: c.sendall(b'X: ' + b'a' * 65536 + b'\\r\\n')\n" + Serve);
        var facts = place.Ask(7000);
        Assert.Equal((ProbeOutcome.Unrecognised, 1), (facts.Outcome, facts.Connections));
        Assert.Equal(Options.MaxBytes, facts.BytesRead);
    }

    [Fact]
    public async Task A_slow_drip_gets_no_more_time_than_silence()
    {
        // A byte whenever the test says so: time passes only between them.
        using var server = place.StartPython("""
            import threading
            s = listen(address, 7000)
            ready()
            c, _ = s.accept(); c.recv(1000)
            for line in sys.stdin:
                try: c.sendall(b'H')
                except OSError: break
            """);
        var asked = place.AskAsync(7000, Timed);
        for (var drips = 0; !asked.IsCompleted; drips++)
        {
            Assert.True(drips < 100, "it went on for as long as a byte came");
            Eventually.True(() => asked.IsCompleted || clock.IsAwaited, "the probe waits or is done");
            if (!server.HasEnded) server.Say("more");
            clock.GoToNext();
        }
        var facts = await asked;
        Assert.Null(facts.Protocol);
        Assert.True(clock.Elapsed <= TimeSpan.FromSeconds(3), $"it took {clock.Elapsed}");
    }

    [Theory]
    [InlineData("b'\\xff\\x00\\x13\\x37' * 10")]
    [InlineData("b'\\x16\\x03\\x01\\x00\\x05hello'")]
    [InlineData("b'HTTP/1.1 999999\\r\\n\\r\\n'")]
    [InlineData("b'-ERR no\\r\\n'")]
    [InlineData("b'AMQP'")]
    public void Garbage_is_no_protocol_and_takes_few_connections(string garbage)
    {
        using var server = place.StartPython($"def one(c):\n    c.recv(1000); c.sendall({garbage}); c.close()\n" + Serve);
        var facts = place.Ask(7000);
        Assert.InRange(facts.Connections, 1, Options.MaxConnections);
        Assert.NotEqual("http", facts.Protocol);
        Assert.NotEmpty(facts.Evidence);
        Assert.DoesNotContain('\n', facts.Evidence);
    }

    [Fact]
    public void A_server_that_closes_is_asked_a_bounded_number_of_times()
    {
        using var server = place.StartPython("def one(c):\n    c.recv(1000); c.close()\n" + Serve);
        var facts = place.Ask(7000);
        Assert.Equal((ProbeOutcome.Closed, null), (facts.Outcome, facts.Protocol));
        Assert.InRange(facts.Connections, 2, Options.MaxConnections);
    }

    [Fact]
    public void A_server_that_closes_at_once_is_asked_once()
    {
        using var server = place.StartPython("def one(c):\n    c.close()\n" + Serve);
        var facts = place.Ask(7000);
        Assert.Equal((ProbeOutcome.Closed, 1), (facts.Outcome, facts.Connections));
    }

    [Fact]
    public void Nobody_there_is_unreachable()
    {
        var facts = place.Ask(7000);
        Assert.Equal((ProbeOutcome.Unreachable, 1), (facts.Outcome, facts.Connections));
    }

    [Fact]
    public void A_service_has_one_connection_of_ours_at_a_time()
    {
        using var server = place.StartPython("""
            import socket, threading
            s = listen(address, 7000)
            live, most, total = [], 0, 0
            # Asked of the kernel, which knows the end of a connection before the thread that reads it does.
            def has_ended(c):
                try: return c.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b''
                except BlockingIOError: return False
                except OSError: return True
            def one(c):
                c.recv(65536)
                c.sendall(b'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
                while c.recv(1000): pass
                c.close()
            def serve():
                global live, most, total
                while True:
                    c, _ = s.accept()
                    live = [other for other in live if not has_ended(other)] + [c]
                    total += 1; most = max(most, len(live))
                    threading.Thread(target=one, args=(c,), daemon=True).start()
            threading.Thread(target=serve, daemon=True).start()
            report = listen(address, 7001)
            ready()
            c, _ = report.accept(); c.sendall(f"220 FTP {most} {total}\r\n".encode()); wait()
            """);
        var facts = place.Ask(7000, Place.Attacking);
        var report = place.Ask(7001).Evidence.Split(' ');
        Assert.InRange(int.Parse(report[^2], null), 1, 2); // the server may see the next one before it sees the end of the last
        Assert.Equal(facts.Connections, int.Parse(report[^1], null));
        Assert.InRange(facts.Connections, 5, 20);
    }

    [Fact]
    public async Task Services_are_asked_at_the_same_time_up_to_a_limit()
    {
        using var server = place.StartPython("kept = []\ndef one(c): kept.append(c)\n" + Serve);
        var targets = Enumerable.Repeat(place.Target(7000), 12).ToArray();
        var asked = ProtocolProber.AskAsync(targets, Timed with { MaxParallel = 3 }, TestContext.Current.CancellationToken);
        // On a busy machine the hand-moved clock may run out before a connection stands.
        Assert.All(await WhileTimePasses(asked), facts => Assert.True(facts.Outcome is ProbeOutcome.Silent or ProbeOutcome.Unreachable, facts.Evidence));
        // Four rounds of three, each at least the patience of 300 ms: fewer would be more than three at a time.
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(1200), $"it took {clock.Elapsed}");
    }

    [Fact]
    public async Task A_probe_can_be_called_off()
    {
        using var server = place.StartPython("kept = []\ndef one(c): kept.append(c)\n" + Serve);
        using var cancel = new CancellationTokenSource();
        var asked = ProtocolProber.AskAsync([place.Target(7000)], Timed, cancel.Token);
        Eventually.True(() => clock.IsAwaited, "the probe waits");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    // On a busy machine the hand-moved clock may run out before a connection stands: then it is asked again.
    async Task<ProtocolFacts> Reached(Func<Task<ProtocolFacts>> ask)
    {
        const int most = 50;
        for (var i = 1; ; i++)
        {
            begun = clock.Elapsed;
            var facts = await WhileTimePasses(ask());
            if (facts.Outcome != ProbeOutcome.Unreachable || i == most) return facts;
        }
    }

    async Task<T> WhileTimePasses<T>(Task<T> asked)
    {
        while (!asked.IsCompleted)
        {
            Eventually.True(() => asked.IsCompleted || clock.IsAwaited, "the probe waits or is done");
            clock.GoToNext();
        }
        return await asked;
    }

    public void Dispose() => place.Dispose();
}
