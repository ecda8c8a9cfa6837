using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>A project's localhost belongs to all of its commands: it comes with the first and goes with the last, however they end.</summary>
public class PinTests : IDisposable
{
    const string Hold = "ready()\nwait()";

    /// <summary>Binds the port that it is told to, and says where the kernel has it.</summary>
    const string BindWhenTold = """
        import subprocess
        ready()
        for line in sys.stdin:
            s = listen('127.0.0.1', int(line))
        """;

    readonly Place place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Two_commands_of_a_checkout_share_one_set_of_programs()
    {
        var folder = place.NewFolder();
        using var first = place.Start(folder, Hold);
        var count = BpfObjects.Of(Assert.Single(place.Groups)).Count;
        using var second = place.Start(folder, Hold);
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Assert.Equal(count, objects.Count);
        Assert.Equal(2, Directory.GetDirectories(place.Groups[0]).Length);
        second.End();
        first.End();
        AssertNothingIsLeft(objects);
    }

    [Fact]
    public void The_end_of_the_first_leaves_the_second_isolated()
    {
        var folder = place.NewFolder();
        using var first = place.Start(folder, Hold);
        using var second = place.Start(folder, BindWhenTold);
        first.End();
        second.Say("3000");
        Eventually.True(() => Listening(3000).StartsWith("127.", StringComparison.Ordinal), "it listens");
        Assert.DoesNotContain("127.0.0.1", Listening(3000), StringComparison.Ordinal);
    }

    [Fact]
    public void When_berth_is_killed_what_still_runs_stays_isolated_until_the_next_start()
    {
        using var server = place.Start(place.NewFolder(), "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + BindWhenTold);
        Command.Must("kill", "-KILL", $"{server.Pid}");
        server.WaitForEnd();
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Assert.NotEmpty(place.Pins);
        server.Say("3000");
        Eventually.True(() => Listening(3000).Length > 0, "it listens");
        Assert.DoesNotContain("127.0.0.1", Listening(3000), StringComparison.Ordinal);

        Assert.Equal(0, place.Run(place.NewFolder(), ["--isolate", "--", "true"]).ExitCode);
        AssertNothingIsLeft(objects);
    }

    // The call to the kernel at whose beginning berth dies, and which one of them. It makes 3 maps and 14 programs, each with a pin.
    [Theory]
    [InlineData("bpf", 1)]
    [InlineData("bpf", 4)]
    [InlineData("bpf", 9)]
    [InlineData("bpf", 20)]
    [InlineData("bpf", 50)]
    [InlineData("mount", 1)]
    [InlineData("mkdir", 4)]
    [InlineData("unlink", 1)]
    [InlineData("unlink", 9)]
    [InlineData("rmdir", 1)]
    [InlineData("rmdir", 2)]
    [InlineData("umount2", 1)]
    public void Killed_in_the_middle_it_leaves_nothing_that_the_next_start_does_not_take_away(string call, int which)
    {
        var folder = place.NewFolder();
        Assert.Equal(137, place.RunBefore(["strace", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={which}"], folder, ["--isolate", "--", "true"]).ExitCode);
        var objects = place.Groups.Select(BpfObjects.Of).ToArray();
        Assert.Equal(0, place.Run(folder, ["--isolate", "--", "true"]).ExitCode);
        AssertNothingIsLeft(objects);
    }

    [Fact]
    public void The_machine_s_own_BPF_file_system_is_used_where_there_is_one()
    {
        place.Must("mount", "-t", "bpf", "bpf", "/sys/fs/bpf");
        using var server = place.Start(place.NewFolder(), Hold);
        Assert.Contains(place.Pins, static pin => pin.Contains("/sys/fs/bpf/berth/", StringComparison.Ordinal));
        Assert.DoesNotContain(place.Pins, static pin => pin.Contains("/run/berth-kernel", StringComparison.Ordinal));
        server.End();
        Assert.Empty(place.Pins);
    }

    [Fact]
    public void A_folder_there_that_is_somebody_else_s_is_not_trusted()
    {
        place.Must("sh", "-c", "mount -t bpf bpf /sys/fs/bpf && mkdir /sys/fs/bpf/berth && chown 65534 /sys/fs/bpf/berth");
        using var server = place.Start(place.NewFolder(), Hold);
        Assert.Contains(place.Pins, static pin => pin.Contains("/run/berth-kernel/bpf/", StringComparison.Ordinal));
        server.End();
        Assert.EndsWith("/sys/fs/bpf/berth", Assert.Single(place.Pins), StringComparison.Ordinal);
    }

    [Fact]
    public void With_capabilities_but_not_as_root_the_hooks_are_the_command_s_own_and_end_with_berth()
    {
        string[] asUser = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=+bpf,+net_admin,+perfmon", "--ambient-caps=+bpf,+net_admin,+perfmon"];
        place.GiveTo(65534);
        var folder = place.NewFolder();
        using var server = place.Network.Start(place.Words(folder, ["--isolate", "--", Python.Path, "-c", Python.Prelude + "s = listen('0.0.0.0', 3000)\n" + Hold], asUser));
        var objects = BpfObjects.Of(Assert.Single(place.Groups));
        Assert.InRange(objects.Count, 14, 20);
        Assert.Empty(place.Pins);
        Assert.StartsWith("127.", Listening(3000), StringComparison.Ordinal);
        Command.Must("kill", "-KILL", $"{server.Pid}");
        server.WaitForEnd();
        Eventually.True(() => objects.AreGone, "the hooks ended with berth");
        Assert.Equal(0, place.RunBefore(asUser, folder, ["--isolate", "--", "true"]).ExitCode);
        AssertNothingIsLeft();
    }

    [Fact]
    public void Pins_of_a_group_that_somebody_else_removed_are_swept()
    {
        using var server = place.Start(place.NewFolder(), Hold);
        var group = Assert.Single(place.Groups);
        var objects = BpfObjects.Of(group);
        Command.Must("kill", "-KILL", $"{server.Pid}");
        server.WaitForEnd();
        Eventually.True(() => File.ReadAllText(Path.Combine(Directory.GetDirectories(group)[0], "cgroup.procs")).Length == 0, "the command ended");
        Command.Must("rmdir", Directory.GetDirectories(group)[0], group);
        Assert.False(objects.AreGone);
        Assert.Equal(0, place.Run(place.NewFolder(), ["--isolate", "--", "true"]).ExitCode);
        AssertNothingIsLeft(objects);
    }

    void AssertNothingIsLeft(params BpfObjects[] objects)
    {
        Assert.Empty(place.Groups);
        Assert.Empty(place.Addresses);
        Assert.Empty(place.Pins);
        Eventually.True(() => objects.All(static found => found.AreGone), "the programs and maps are gone");
    }

    string Listening(int port) => string.Join(' ', place.Network.Must("ss", "-Htln", $"sport = :{port}")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3]));
}
