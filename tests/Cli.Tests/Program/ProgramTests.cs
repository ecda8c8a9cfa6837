namespace Berth.Cli.Tests.Program;

public class ProgramTests
{
    [Fact]
    public void Version_and_help()
    {
        Assert.Matches(@"^berth \d+\.\d+\.\d+", BuiltProgram.Run("--version").Out);
        Assert.Contains("berth free 3000", BuiltProgram.Run("--help").Out);
        foreach (var command in new[] { "ls", "explain", "free", "wait", "next", "completion" })
        {
            var (code, help, error) = BuiltProgram.Run(command, "--help");
            Assert.Equal((0, ""), (code, error));
            Assert.Contains("Usage:", help);
            Assert.Contains($"berth {command}", help);
        }
    }

    [Theory, InlineData(""), InlineData("70000"), InlineData("-1"), InlineData("garbage\u0001{}[]"), InlineData("123456789012345678901234567890")]
    public void Bad_input_is_bad_usage(string word)
    {
        var (code, output, error) = BuiltProgram.Run(word);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("berth", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("\"$0\" ls --json | head -c 5")]
    [InlineData("\"$0\" ls --columns all --jsonl | true")]
    [InlineData("\"$0\" ls >&-")]
    [InlineData("\"$0\" ls --json >&- 2>&-")]
    [InlineData("\"$0\" nonsense=1 >&- 2>&-; true")]
    public void A_closed_output_is_no_error(string script)
    {
        var (code, _, error) = BuiltProgram.Shell("/bin/bash", $"set -o pipefail; {script}");
        Assert.Equal(0, code);
        Assert.DoesNotContain("xception", error);
    }

    [Fact]
    public void A_full_disk_is_an_error()
    {
        var (code, _, error) = BuiltProgram.Shell("/bin/sh", "\"$0\" ls --json >/dev/full");
        Assert.Equal(1, code);
        Assert.Equal("berth: the output could not be written: No space left on device\n", error);
    }

    [Fact]
    public void What_follows_in_a_file_stays() =>
        Assert.EndsWith("end\n", BuiltProgram.Shell("/bin/sh", "f=$(mktemp); (\"$0\" ls --json; echo end) >\"$f\"; cat \"$f\"; rm \"$f\"").Out);

    [Fact]
    public void What_it_runs_under_is_left_alone()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var (code, _, error) = BuiltProgram.Run("free", port.ToString());
        // The holder is this test, an ancestor of the program: refused for that.
        Assert.Equal(4, code);
        Assert.Contains("Left alone: ", error);
    }

    [Fact]
    public void A_listener_is_found_with_its_owner()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal($"{port}\t{Environment.ProcessId}\n", BuiltProgram.Run("ls", port.ToString(), "--plain", "--no-header", "--columns", "port,pid").Out);
        Assert.Equal(0, BuiltProgram.Run(port.ToString()).Code);
        Assert.Equal(0, BuiltProgram.Run("wait", port.ToString(), "--timeout", "20s").Code);
        Assert.Equal(7, BuiltProgram.Run("wait", port.ToString(), "--free", "--timeout", "100ms").Code);
    }
}
