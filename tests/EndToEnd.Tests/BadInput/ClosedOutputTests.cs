using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

/// <summary>Nobody reads, or nothing can be written.</summary>
public sealed class ClosedOutputTests : IDisposable
{
    readonly NetworkNamespace net = new();

    public ClosedOutputTests() => net.StartPython("held = [listen('127.0.0.1', port) for port in range(3000, 3400)]; ready(); wait()");

    [Theory]
    [InlineData("ls", "--json")]
    [InlineData("ls", "--csv")]
    [InlineData("ls")]
    [InlineData("explain", "3000")]
    [InlineData("next", "--count", "1000")]
    [InlineData("--help")]
    public void A_reader_that_goes_early_is_no_error(params string[] arguments)
    {
        var result = net.Run([Python.Path, "-c", """
            import subprocess, sys
            berth = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
            berth.stdout.close()
            sys.exit(berth.wait())
            """, BerthProgram.Path, .. arguments]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("ls --json")]
    [InlineData("explain 3000")]
    [InlineData("next")]
    public void A_closed_stdout_is_survived(string command)
    {
        var result = Shell($"\"$0\" {command} >&-");
        Assert.Equal(0, result.ExitCode);
        Complaint.CheckIsNoTrace(result);
    }

    [Theory]
    [InlineData("ls 70000 2>&-", 2)]
    [InlineData("ls 70000 2>/dev/full", 2)]
    [InlineData("free 9999 --yes 2>&-", 3)]
    public void A_closed_stderr_changes_no_exit_code(string command, int code) => Assert.Equal(code, Shell($"\"$0\" {command}").ExitCode);

    [Fact]
    public void A_closed_stderr_leaves_no_work_undone()
    {
        Assert.Equal(0, Shell("\"$0\" free 3000 --yes 2>&-").ExitCode);
        Assert.Empty(BerthProgram.List(net).Rows);
    }

    [Fact]
    public void A_closed_stdout_does_not_turn_a_failure_into_a_success()
    {
        using var deaf = net.StartPython("signal.signal(signal.SIGTERM, signal.SIG_IGN); s = listen('127.0.0.1', 2999); ready(); wait()");
        Assert.Equal(5, Shell("\"$0\" free 2999 --yes --grace 100ms >&-").ExitCode);
    }

    [Fact]
    public void A_closed_stdin_is_survived()
    {
        var result = Shell("\"$0\" ls 3000 <&-");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3000", result.Output);
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("ls --json")]
    [InlineData("ls --plain")]
    [InlineData("explain 3000")]
    [InlineData("next")]
    [InlineData("--version")]
    public void A_full_disk_is_told_with_code_1(string command)
    {
        var result = Shell($"\"$0\" {command} >/dev/full");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No space left on device", result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    CommandResult Shell(string line) => net.Run("sh", "-c", line, BerthProgram.Path);

    public void Dispose() => net.Dispose();
}
