using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Services;

/// <summary>What runs, against what the file says now and what of it is up.</summary>
public sealed class ChangedFileTests : IDisposable
{
    readonly Yard yard = new();

    [Fact]
    public void Up_takes_what_the_file_says_now_and_ps_tells_of_the_rest()
    {
        var folder = yard.Project("services: {a: {run: sleep 1000}, b: {run: sleep 1000}, same: {run: sleep 1000}}");
        yard.Must(folder, "up", "-d");
        var (a, same) = (yard.Pid(folder, "a"), yard.Pid(folder, "same"));
        Assert.DoesNotContain("berth restart", yard.Must(folder, "ps").Output, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "berth.yaml"), "services:\n  same: {run: sleep 1000}\n  a: {run: sleep 2000}\n  c: {run: sleep 1000}\n");
        var seen = yard.Must(folder, "ps").Output;
        Assert.Contains("a runs as the file had it before: berth restart a", seen, StringComparison.Ordinal);
        Assert.Contains("b runs and is in the file no more: berth down b", seen, StringComparison.Ordinal);

        var said = yard.Must(folder, "up", "-d").Error;
        Assert.Contains("a is started again: the file says something else of it now", said, StringComparison.Ordinal);
        Assert.Contains("b runs and is in the file no more: berth down b", said, StringComparison.Ordinal);
        Assert.NotEqual(a, yard.Pid(folder, "a"));
        Assert.Equal(same, yard.Pid(folder, "same"));
        Assert.Equal("ready", yard.State(folder, "c"));

        // The next daemon knows too what they were started with.
        yard.KillDaemon();
        Assert.DoesNotContain("berth restart", yard.Must(folder, "ps").Output, StringComparison.Ordinal);
        yard.Must(folder, "down", "b");
        Assert.Equal(["a", "c", "same"], yard.Services(folder).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ps_ends_with_3_when_nothing_is_up_and_shows_no_address_then()
    {
        var folder = yard.Project("services: {web: {run: \"python3 -u -m http.server $PORT\", port: auto}}");
        yard.Must(folder, "up", "-d");
        Assert.Equal(0, yard.Berth(folder, "ps").ExitCode);
        yard.Must(folder, "down");
        var down = yard.Berth(folder, "ps");
        Assert.Equal(3, down.ExitCode);
        Assert.DoesNotContain("http://", down.Output, StringComparison.Ordinal);
        var outside = yard.Berth("/", "ps");
        Assert.Equal((3, ""), (outside.ExitCode, outside.Output));
        Assert.Equal(3, yard.Berth(folder, "up", "-d", "nosuch").ExitCode);
    }

    [Fact]
    public void An_up_whose_daemon_is_killed_goes_on_with_the_next_and_ends_its_services_with_it()
    {
        var folder = yard.Project("services: {a: {run: sleep 1000}, b: {run: \"sh -c 'until [ -e go ]; do sleep 0.05; done; echo open; exec sleep 1000'\", ready: {log: open}}, c: {run: sleep 1000, needs: [b]}}");
        using var up = yard.Place.StartIn(folder, ["up"], Path.Combine(folder, "said"));
        Eventually.True(() => yard.State(folder, "a") == "ready" && yard.State(folder, "b") == "starting", "it is under way");
        var pid = yard.Pid(folder, "a");
        yard.KillDaemon();
        Eventually.True(() => File.ReadAllText(Path.Combine(folder, "said")).Contains("another one goes on", StringComparison.Ordinal), "it says so");
        Assert.Equal(pid, yard.Pid(folder, "a"));
        Command.Must("kill", "-INT", $"{up.Pid}");
        up.WaitForEnd();
        Eventually.True(() => !Directory.Exists($"/proc/{pid}"), "what the first daemon started ends with it");
        Assert.Empty(yard.Place.Groups);
    }

    public void Dispose() => yard.Dispose();
}
