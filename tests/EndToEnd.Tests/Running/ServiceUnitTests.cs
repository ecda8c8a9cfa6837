using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>A service's unit: it outlives the daemon that started it, and the next one takes it over.</summary>
public sealed class ServiceUnitTests : IDisposable
{
    const string Serve = "import socket, time\ns = socket.create_server(('127.0.0.1', 3000))\ntime.sleep(600)";

    readonly Place place = new();
    readonly string folder;

    public ServiceUnitTests() => folder = place.NewFolder();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Killing_its_owner_leaves_it_running_and_isolated_and_the_next_owner_ends_it()
    {
        using var first = Start("service", place.State, folder, "web", Python.Path, "-c", Serve);
        var (unit, address) = (first.Words[0], first.Words[1]);
        Eventually.True(() => Listening(3000) == $"{address}:3000", "the service listens at the own address");
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Command.Must("kill", "-KILL", $"{first.Pid}");
        first.WaitForEnd();

        // Neither a sweep nor another command's start and end touches it.
        Assert.Equal("0\n", place.Must(Actor.Path, "sweep", place.State));
        Assert.Equal(0, place.Run(folder, ["--isolate", "--", Python.Path, "-c", "import socket; socket.create_connection(('127.0.0.1', 3000), 5)"]).ExitCode);
        Assert.Equal($"{address}:3000", Listening(3000));
        Assert.Equal(objects.Names, BpfObjects.Of(place.Groups[0]).Names);
        Assert.Equal("web Led 127.0.0.1 3000\n", place.Must(Actor.Path, "records", place.State, folder));

        using var second = Start("adopt", place.State, folder, "web", unit);
        Assert.Equal([unit, address], second.Words);
        second.End();
        Assert.Equal("", Listening(3000));
        AssertNothingIsLeft(objects);
    }

    [Fact]
    public void One_that_ended_while_nobody_watched_is_swept()
    {
        using var owner = Start("service", place.State, folder, "web", "sh", "-c", "read line </dev/tty; exec sleep 600");
        Command.Must("kill", "-KILL", $"{owner.Pid}");
        owner.WaitForEnd();
        File.WriteAllText(Path.Combine(owner.Words[0], "cgroup.kill"), "1");
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Eventually.True(() => File.ReadAllText(Path.Combine(owner.Words[0], "cgroup.procs")).Length == 0, "the service ended");
        Assert.Equal("0\n", place.Must(Actor.Path, "sweep", place.State));
        AssertNothingIsLeft(objects);
    }

    [Fact]
    public void Services_and_commands_of_a_checkout_share_one_localhost_which_goes_with_the_last()
    {
        using var web = Start("service", place.State, folder, "web", Python.Path, "-c", Serve);
        using var database = Start("service", place.State, folder, "db", "sleep", "600");
        using var run = place.Start(folder, "ready()\nwait()");
        Assert.Equal(web.Words[1], database.Words[1]);
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Assert.Equal(["run", "service", "service"], Directory.GetDirectories(place.Groups[0]).Select(static unit => Path.GetFileName(unit).Split('-')[0]).Order());
        web.End();
        run.End();
        Assert.Single(place.Groups);
        Assert.False(objects.AreGone);
        database.End();
        AssertNothingIsLeft(objects);
    }

    Server Start(params IReadOnlyList<string> words) => place.StartProgram([Actor.Path, .. words]);

    void AssertNothingIsLeft(BpfObjects objects)
    {
        Assert.Empty(place.Groups);
        Assert.Empty(place.Addresses);
        Assert.Empty(place.Pins);
        Eventually.True(() => objects.AreGone, "the programs and maps are gone");
    }

    string Listening(int port) => string.Join(' ', place.Network.Must("ss", "-Htln", $"sport = :{port}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]));
}
