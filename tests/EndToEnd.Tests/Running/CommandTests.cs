using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Running;

/// <summary>What `berth run` is to the command that it runs, and to who started it.</summary>
public class CommandTests : IDisposable
{
    readonly Place place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(7, "sh", "-c", "exit 7")]
    [InlineData(137, "sh", "-c", "kill -9 $$")]
    [InlineData(127, "no-such-command")]
    [InlineData(126, "/etc/passwd")]
    public void It_ends_as_the_command_ends(int code, params string[] command)
    {
        Assert.Equal(code, place.Run(place.NewFolder(), ["--isolate", "--", .. command]).ExitCode);
        Assert.Empty(place.Groups);
        Assert.Empty(place.Addresses);
    }

    [Fact]
    public void Input_output_and_words_pass_through_untouched()
    {
        var result = place.Run(place.NewFolder(), ["web", "--isolate", "--", "sh", "-c", "cat; echo err >&2; printf '%s|' \"$@\"", "sh", "--isolate", "--", "a b", ""], "in\n");
        Assert.Equal("in\n--isolate|--|a b||", result.Output);
        Assert.Equal("err\n", result.Error);
    }

    [Theory]
    [InlineData("TERM", 15)]
    [InlineData("INT", 2)]
    [InlineData("HUP", 1)]
    [InlineData("QUIT", 3)]
    [InlineData("USR1", 10)]
    public void A_signal_reaches_the_command_which_decides(string name, int number)
    {
        using var server = place.Start(place.NewFolder(), $"""
            def heard(number, frame): sys.exit(40 + number)
            signal.signal({number}, heard)
            ready()
            while True: signal.pause()
            """);
        Command.Must("kill", $"-{name}", $"{server.Pid}");
        Assert.Equal(40 + number, server.WaitForEnd());
        Assert.Empty(place.Groups);
    }

    [Theory]
    [InlineData("nobody nobody nogroup /nonexistent - 0000000000000000")]
    [InlineData("root root root /root 65534 other", "--as-root")]
    public void Under_sudo_the_command_runs_as_the_user_who_called_it(string expected, params string[] option)
    {
        // sudo itself is not everywhere; these are the variables that it sets (sudo(8)). Root's own state is in /var/lib then.
        var result = place.RunBefore(["unshare", "--mount", "sh", "-c", "mount -t tmpfs none /var/lib && exec \"$@\"", "sh", "env", "SUDO_UID=65534", "SUDO_GID=65534", "SUDO_USER=nobody", "USER=root", "HOME=/root"], place.NewFolder(),
            [.. option, "--isolate", "--", "sh", "-c", "echo $(id -un) $USER $(id -Gn) $HOME ${SUDO_UID:--} $(grep CapEff /proc/self/status | cut -f2)"]);
        Assert.Equal(expected.Replace("other", "", StringComparison.Ordinal), option.Length == 0 ? result.Output.Trim() : result.Output[..(result.Output.LastIndexOf(' ') + 1)]);
        Assert.Empty(place.Groups);
    }

    [Fact]
    public void At_a_terminal_Ctrl_C_reaches_the_command_once()
    {
        // Exits with 40 and the number of times that it heard SIGINT, a while after the first.
        const string command = """
            import os, signal, sys, time
            heard = 0
            def interrupt(number, frame):
                global heard
                heard += 1
            signal.signal(signal.SIGINT, interrupt)
            print('ready', os.tcgetpgrp(0) == os.getpgrp(), flush=True)
            while heard == 0: time.sleep(0.05)
            end = time.monotonic() + 0.5
            while time.monotonic() < end: time.sleep(0.05)
            sys.exit(40 + heard)
            """;
        const string terminal = """
            import os, pty, sys
            pid, fd = pty.fork()
            if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
            seen = b''
            while b'ready True' not in seen: seen += os.read(fd, 4096)
            os.write(fd, b'\x03')
            try:
                while os.read(fd, 4096): pass
            except OSError: pass
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """;
        Assert.Equal(41, place.RunBefore([Python.Path, "-c", terminal], place.NewFolder(), ["--isolate", "--", Python.Path, "-c", command]).ExitCode);
        Assert.Empty(place.Groups);
    }

    [Fact]
    public void A_command_starts_with_the_usual_signals()
    {
        // SIGPIPE, which the runtime ignores, must not be ignored: bit 12 of SigIgn (proc_pid_status(5)).
        var line = place.Run(place.NewFolder(), ["--isolate", "--", "grep", "-E", "SigIgn|SigBlk", "/proc/self/status"]).Output;
        Assert.Equal(["SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000"], line.Trim().Split('\n'));
    }

    [Fact]
    public void It_is_in_its_group_from_its_first_instruction_and_has_no_descriptor_more()
    {
        var folder = place.NewFolder();
        Assert.Contains("/berth-127.", place.Run(folder, ["--isolate", "--", "cat", "/proc/self/cgroup"]).Output, StringComparison.Ordinal);
        Assert.Equal(place.Network.Must("ls", "/proc/self/fd"), place.Run(folder, ["--isolate", "--", "ls", "/proc/self/fd"]).Output);
    }

    [Fact]
    public void What_the_command_left_running_ends_with_it()
    {
        var result = place.Run(place.NewFolder(), ["--isolate", "--", Python.Path, "-c", """
            import os, signal
            child = os.fork()
            if child == 0:
                os.setsid()
                null = os.open(os.devnull, os.O_RDWR)
                for fd in (0, 1, 2): os.dup2(null, fd)
                while True: signal.pause()
            print(child)
            """]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(place.Groups);
        Assert.False(Runs(result.Output.Trim()));
    }

    [Fact]
    public void When_berth_is_killed_the_command_is_asked_to_end_and_the_next_start_clears_up()
    {
        var folder = place.NewFolder();
        using var other = place.Start(place.NewFolder(), "s = listen('::1', 3000)\nready()\nwait()");
        // One that hears SIGTERM, and a child of it that does not and would stay for ever.
        using var server = place.Start(folder, """
            stubborn = os.fork()
            if stubborn == 0:
                os.setsid(); signal.signal(signal.SIGTERM, signal.SIG_IGN)
                while True: signal.pause()
            s = listen('::1', 3000)
            ready(os.getpid(), stubborn); signal.pause()
            """);
        var (pid, stubborn) = (server.Words[0], server.Words[1]);
        var group = Assert.Single(place.Groups, folder => BpfObjects.Of(folder).Count > 0 && File.ReadAllText(Path.Combine(Directory.GetDirectories(folder)[0], "cgroup.procs")).Contains(pid, StringComparison.Ordinal));
        var objects = BpfObjects.Of(group);

        Command.Must("kill", "-KILL", $"{server.Pid}");
        server.WaitForEnd();
        Eventually.True(() => !Runs(pid), "the command ended");
        Assert.True(Runs(stubborn));
        Assert.Equal(2, place.Addresses.Count);

        var next = place.Run(place.NewFolder(), ["--isolate", "--", "true"]);
        Assert.Equal("berth run: cleared up after 1 run whose `berth run` was killed.\n", next.Error);
        Assert.False(Runs(stubborn));
        Eventually.True(() => objects.AreGone, "its programs are gone");
        Assert.Single(place.Groups);
        Assert.Single(place.Addresses);
        Assert.False(other.HasEnded);
    }

    [Theory]
    [InlineData(2, "write `--`", "--isolate", "true")]
    [InlineData(2, "write `--`", "--isolate", "--")]
    [InlineData(2, "'two' is one word too many", "one", "two", "--isolate", "--", "true")]
    [InlineData(2, "'0' is not a whole number", "--isolate", "--port", "0", "--", "true")]
    [InlineData(2, "--port goes with --isolate", "--port", "3000", "--", "true")]
    [InlineData(2, "--bind is `local` or `refuse`, not 'all'", "--isolate", "--bind", "all", "--", "true")]
    [InlineData(2, "--bind and --expose go with --isolate", "--expose", "3000", "--", "true")]
    public void A_mistake_is_told(int code, string said, params string[] words)
    {
        var result = place.Run(place.NewFolder(), words);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }

    static bool Runs(string pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
}
