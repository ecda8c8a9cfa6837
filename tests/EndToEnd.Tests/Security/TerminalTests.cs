using Berth.Counterparts;
using Berth.EndToEnd.Tests.Audit;

namespace Berth.EndToEnd.Tests.Security;

/// <summary>No output of ours brings a control character of somebody else's to a terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    readonly House house = new();

    NetworkNamespace Net => house.Net;

    [Theory]
    [InlineData("ls")]
    [InlineData("ls --csv")]
    [InlineData("ls --plain")]
    [InlineData("ls --json")]
    [InlineData("ls --jsonl")]
    [InlineData("explain 3000")]
    [InlineData("free 3000 --dry-run")]
    [InlineData("doctor 3000")]
    [InlineData("audit --no-probe")]
    [InlineData("audit --no-probe --json")]
    public void A_hostile_name_is_shown_escaped(string words)
    {
        using var server = Net.StartPython("""
            import ctypes
            ctypes.CDLL(None).prctl(15, b'\x1b[31mx\xc2\x9b\xe2\x80\xae')
            s = listen('0.0.0.0', 3000); ready(); wait()
            """);
        var seen = Net.Run(PseudoTerminal.Answering([], [BerthProgram.Path, .. words.Split(' ')])).Output;
        foreach (var hostile in (ReadOnlySpan<string>)["\x1b[31mx", "\u009b", "\u202e"]) Assert.DoesNotContain(hostile, seen, StringComparison.Ordinal);
        Assert.Contains("[31mx", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void To_a_program_the_text_of_csv_is_exact()
    {
        using var server = Net.StartPython("""
            import ctypes
            ctypes.CDLL(None).prctl(15, b'\x1b[31mx')
            s = listen('0.0.0.0', 3000); ready(); wait()
            """);
        Assert.Contains("\x1b[31mx", BerthProgram.Run(Net, "ls", "--csv", "--columns", "port,process").Output, StringComparison.Ordinal);
    }

    public void Dispose() => house.Dispose();
}
