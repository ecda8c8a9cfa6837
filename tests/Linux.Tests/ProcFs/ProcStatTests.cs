using System.Text;
using Berth.Linux.ProcFs;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Linux.Tests.ProcFs;

public class ProcStatTests
{
    const string Rest = "R 15956 15957 982 34817 -1 4194304 101 0 0 0 0 0 0 0 20 0 1 0 324721 3133440 407";

    [Theory]
    [InlineData("16004 (cat) ", "cat")]
    [InlineData("16004 (next-server (v1) ", "next-server (v1")]
    [InlineData("16004 (a) S 1) ", "a) S 1")]
    [InlineData("16004 () ", "")]
    [InlineData("16004 (\u001b[31m) ", "\u001b[31m")]
    public void A_name_may_hold_anything(string start, string name)
    {
        Assert.True(ProcStat.TryParse(Encoding.UTF8.GetBytes(start + Rest), out var stat));
        Assert.Equal(name, stat.Name);
        Assert.Equal(16004, stat.Pid);
        Assert.Equal('R', stat.State);
        Assert.Equal(15956, stat.ParentPid);
        Assert.Equal(982, stat.Session);
        Assert.Equal("pts/1", stat.TerminalName);
        Assert.Equal(324721ul, stat.StartTicks);
        Assert.False(stat.IsKernelThread);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 cat R 1")]
    [InlineData("(cat) R 1")]
    [InlineData("1 (cat) R 1 2 3")]
    [InlineData("x (cat) " + Rest)]
    public void Anything_else_is_refused(string text) => Assert.False(ProcStat.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Any_bytes_are_read_or_refused_without_an_exception() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => !ProcStat.TryParse(bytes, out var stat) || stat.Pid >= 0));
}
