using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Inventory;

public sealed class ProcessFactsTests : IDisposable
{
    const string Rename = """
        import ctypes
        ctypes.CDLL(None).prctl(15, sys.argv[1].encode('latin-1'))
        s = listen('127.0.0.1', 3000); ready(); wait()
        """;

    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("next-server (v1")]
    [InlineData("a b  c")]
    [InlineData(") S 1 1 1")]
    [InlineData("(paren)")]
    public void A_name_is_told_as_it_is(string name)
    {
        using var server = net.StartPython(Rename, name);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal([name], row.Texts("process"));
        Assert.Equal([server.Pid], row.Pids);
        Assert.Equal([Environment.ProcessId], row.Json.GetProperty("parent").EnumerateArray().Select(parent => parent.GetInt32()));
    }

    [Theory]
    [InlineData("--plain")]
    [InlineData("--json")]
    [InlineData("--jsonl")]
    [InlineData("--no-trunc")]
    public void Control_characters_of_a_name_reach_no_terminal(string format)
    {
        using var server = net.StartPython(Rename, "\u001b[31m\n\r\u0007\u009b1m");
        var result = BerthProgram.Run(net, "ls", format, "--columns", "port,process,command");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("3000", result.Output);
        Assert.DoesNotContain(result.Output + result.Error, character => char.IsControl(character) && character is not ('\n' or '\t'));
    }

    [Fact]
    public void Comma_separated_values_are_exact_for_programs()
    {
        using var server = net.StartPython(Rename, "a\"b,c\u001b");
        Assert.Equal("\"a\"\"b,c\u001b\",\n", BerthProgram.Run(net, "ls", "--csv", "--no-header", "--columns", "process").Output);
    }

    [Fact]
    public void Ten_thousand_characters_of_arguments_are_told_whole_and_break_no_table()
    {
        var argument = new string('x', 10_000);
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()", argument);
        Assert.EndsWith(" " + argument, BerthProgram.OnlyRow(net).Texts("command")[0]);
        var table = BerthProgram.Run(net, "ls", "--columns", "port,command");
        Assert.Equal(0, table.ExitCode);
        Assert.Equal(2, table.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void A_program_whose_file_is_gone_keeps_its_name()
    {
        var copy = net.Home.At("gone");
        File.Copy(Python.Path, copy);
        using var server = net.Start("env", "PYTHONHOME=/usr", copy, "-c", Python.Prelude + "os.unlink(sys.argv[1]); s = listen('127.0.0.1', 3000); ready(); wait()", copy);
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal([server.Pid], row.Pids);
        Assert.StartsWith(copy, row.Texts("executable")[0]);
    }

    [Fact]
    public void Where_it_runs_and_for_how_long_is_told()
    {
        using var server = net.StartIn(net.Home.Path, Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', 3000); ready(); wait()");
        var row = BerthProgram.OnlyRow(net);
        Assert.Equal([net.Home.Path], row.Texts("directory"));
        Assert.InRange(row.Number("uptime"), 0, 30);
        var started = DateTimeOffset.Parse(row.Texts("started")[0]!);
        Assert.InRange(TimeProvider.System.GetUtcNow() - started, TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(32));
        Assert.Equal(["root"], row.Texts("user"));
    }

    public void Dispose() => net.Dispose();
}
