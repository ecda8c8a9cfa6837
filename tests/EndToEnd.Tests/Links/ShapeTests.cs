using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Berth.Counterparts;
using Berth.EndToEnd.Tests.Daemon;

namespace Berth.EndToEnd.Tests.Links;

/// <summary>A real Redis behind a link that is slowed, cut and healed.</summary>
public sealed class ShapeTests : IDisposable
{
    readonly Desk desk = new();
    readonly string port;

    public ShapeTests()
    {
        try
        {
            var folder = desk.NewFolder();
            desk.Network.StartOnPort(6379, ["redis-server", "--bind", "127.0.0.1", "--port", "6379", "--save", "", "--dir", folder]);
            port = desk.Must("link", "add", "cache", "--to", "6379").Trim().Split(':')[1];
        }
        catch
        {
            desk.Dispose(); // a test that was not made is not disposed
            throw;
        }
    }

    public void Dispose() => desk.Dispose();

    // What redis-cli prints, through the link.
    string Redis(params string[] words)
    {
        var result = desk.Network.Run(["redis-cli", "-h", "127.0.0.1", "-p", port, .. words]);
        return (result.Output + result.Error).Trim();
    }

    IReadOnlyList<string> Faults()
    {
        var faults = desk.Json("link", "ls").GetProperty("links")[0].GetProperty("faults");
        return [.. faults.EnumerateArray().Select(static fault => fault.GetProperty("text").GetString()!)];
    }

    [Fact]
    public void Slowed_and_healed_and_slow_again_after_a_killed_daemon()
    {
        Assert.Equal("PONG", Redis("PING"));
        Assert.Equal("latency=400ms jitter=100ms\n", desk.Must("shape", "cache", "latency=400ms", "jitter=100ms"));
        AssertSlow();
        desk.KillDaemon();
        Assert.Equal(["latency=400ms jitter=100ms"], Faults());
        AssertSlow();
        Assert.Equal("cache has no faults any more.\n", desk.Run("shape", "cache", "--clear").Error);
        Assert.Equal("PONG", Redis("PING"));
        Assert.Empty(Faults());

        // Nothing can be faster than it is told to be; how much slower it is depends on the machine.
        void AssertSlow()
        {
            var before = Stopwatch.GetTimestamp();
            Assert.Equal("PONG", Redis("PING"));
            Assert.True(Stopwatch.GetElapsedTime(before) >= TimeSpan.FromMilliseconds(300));
        }
    }

    [Fact]
    public void Cut_while_it_is_open_and_healed()
    {
        using var client = desk.Network.StartPython("""
            import socket
            c = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
            c.sendall(b'PING\r\n'); assert c.recv(100) == b'+PONG\r\n'
            ready()
            try: c.recv(100); sys.exit(1)
            except ConnectionResetError: sys.exit(0)
            """, port);
        desk.Must("shape", "cache", "reset");
        Assert.Equal(0, client.WaitForEnd());
        Assert.Contains("Connection reset by peer", Redis("PING"), StringComparison.Ordinal);
        desk.Must("shape", "cache", "--remove", "reset");
        Assert.Equal("PONG", Redis("PING"));
    }

    [Fact]
    public void A_kind_takes_the_place_of_its_like_and_another_name_stands_beside()
    {
        desk.Must("shape", "cache", "latency=1ms", "loss=2%");
        Assert.Equal("latency=2ms\nloss=2%\n", desk.Must("shape", "cache", "latency=2ms"));
        Assert.Equal("latency=2ms\nloss=2%\nlatency=3ms name=second\n", desk.Must("shape", "cache", "latency=3ms", "name=second"));
        Assert.Equal("loss=2%\nlatency=3ms name=second\n", desk.Must("shape", "cache", "--remove", "latency"));
        Assert.Equal("bandwidth=1mbit\n", desk.Must("shape", "cache", "--clear", "bandwidth=1mbit"));
        Assert.Equal("bandwidth=1mbit\n", desk.Must("shape", "cache"));
        var fault = JsonDocument.Parse(desk.Must("shape", "cache", "--json")).RootElement.GetProperty("links")[0].GetProperty("faults")[0];
        Assert.Equal(["bandwidth", "down"], new[] { "kind", "direction" }.Select(name => fault.GetProperty(name).GetString()));
    }

    [Fact]
    public void A_profile_is_a_line_and_further_faults_may_follow_it()
    {
        desk.Must("shape", "cache", "reset", "after=5s");
        string[] line = ["latency=75ms direction=both", "bandwidth=1.6mbit", "bandwidth=768kbit name=bandwidth-up direction=up"];
        Assert.Equal($"{string.Join('\n', line)}\nloss=1%\n", desk.Must("shape", "cache", "--profile", "3g", "loss=1%"));
        desk.KillDaemon();
        Assert.Equal([.. line, "loss=1%"], Faults());
        Assert.Equal("PONG", Redis("PING"));
        var unknown = desk.Run("shape", "cache", "--profile", "4gg");
        Assert.Equal(2, unknown.ExitCode);
        Assert.EndsWith("Try: berth shape cache --profile 4g\n", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_off_link_takes_faults_and_keeps_its_port_over_a_killed_daemon()
    {
        desk.Must("link", "off", "cache");
        Assert.Equal("cache is off. Then: berth link on cache\n", desk.Run("shape", "cache", "latency=1ms").Error);
        desk.KillDaemon();
        Assert.Equal(["latency=1ms"], Faults());
        Assert.Contains("Connection refused", Redis("PING"), StringComparison.Ordinal);
        var taker = desk.Network.Run(Python.Path, "-c", $"import socket; socket.socket().bind(('127.0.0.1', {port}))");
        Assert.Contains("Address already in use", taker.Error, StringComparison.Ordinal);
        desk.Must("link", "on", "cache");
        Assert.Equal("PONG", Redis("PING"));
    }

    [Theory]
    [InlineData("latency=200", "=200 is no duration. Give a number with us, ms, s, m or h")]
    [InlineData("latncy=200ms", "latncy is no kind of fault. The kinds are latency, bandwidth")]
    [InlineData("jitter=5ms", "jitter is no kind of fault")]
    [InlineData("latency=\u001b[31m", "\\x1b")]
    public void A_wrong_word_is_said_with_what_is_right(string word, string said)
    {
        var refused = desk.Run("shape", "cache", word);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Error);
        Assert.Empty(Faults());
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        var noFault = desk.Run("shape", "cache", "--remove", "loss");
        Assert.Equal((3, "berth shape: cache has no fault loss: it has none. Try: berth shape cache\n"), (noFault.ExitCode, noFault.Error));
        var noLink = desk.Run("shape", "cash", "latency=1ms");
        Assert.Equal((3, "berth shape: there is no link cash; there is cache. Try: berth link ls\n"), (noLink.ExitCode, noLink.Error));
        Assert.Equal("cache has no faults. Make it slow: berth shape cache latency=200ms\n", desk.Run("shape", "cache").Error);
    }

    [Fact]
    public void Many_changes_at_once_end_in_one_of_them()
    {
        Parallel.For(1, 9, i => desk.Must("shape", "cache", $"latency={i.ToString(CultureInfo.InvariantCulture)}ms"));
        Assert.Matches("^latency=[1-8]ms$", Assert.Single(Faults()));
        var kept = Faults();
        desk.KillDaemon();
        Assert.Equal(kept, Faults());
    }
}
