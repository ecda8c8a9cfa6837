using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.BadInput;

public sealed class BadArgumentTests : IDisposable
{
    readonly NetworkNamespace net = new();

    [Theory]
    [InlineData("ls", "70000")]
    [InlineData("ls", "-1")]
    [InlineData("ls", "99999999999999999999")]
    [InlineData("ls", "port==")]
    [InlineData("ls", "port=abc")]
    [InlineData("ls", "((((")]
    [InlineData("ls", "\"open")]
    [InlineData("ls", "--bogus")]
    [InlineData("ls", "--columns", "nope")]
    [InlineData("ls", "--columns", "")]
    [InlineData("ls", "--columns")]
    [InlineData("ls", "--sort", "nope")]
    [InlineData("ls", "--via", "nope")]
    [InlineData("ls", "--via", "")]
    [InlineData("ls", "--netns", "x")]
    [InlineData("ls", "--json", "--csv")]
    [InlineData("explain")]
    [InlineData("explain", "")]
    [InlineData("explain", "70000")]
    [InlineData("explain", "-1")]
    [InlineData("explain", "99999999999999999999")]
    [InlineData("explain", "pid:abc")]
    [InlineData("explain", "pid:-1")]
    [InlineData("explain", "127.0.0.1:70000")]
    [InlineData("explain", "[::1:3000")]
    [InlineData("explain", "3000", "--bogus")]
    [InlineData("free")]
    [InlineData("free", "", "--yes")]
    [InlineData("free", "70000", "--yes")]
    [InlineData("free", "-1", "--yes")]
    [InlineData("free", "99999999999999999999", "--yes")]
    [InlineData("free", "nope=1", "--yes")]
    [InlineData("free", "3000", "--grace", "x")]
    [InlineData("free", "3000", "--grace", "-5s")]
    [InlineData("free", "3000", "--grace", "99999999h")]
    [InlineData("free", "3000", "--grace")]
    [InlineData("wait")]
    [InlineData("wait", "")]
    [InlineData("wait", "0")]
    [InlineData("wait", "-1")]
    [InlineData("wait", "70000")]
    [InlineData("wait", "garbage")]
    [InlineData("wait", "3000", "--timeout", "x")]
    [InlineData("wait", "3000", "--http", "999")]
    [InlineData("wait", "3000", "--http", "abc")]
    [InlineData("wait", "3000", "--free", "--http", "200")]
    [InlineData("wait", "3000/udp")]
    [InlineData("next", "--count", "0")]
    [InlineData("next", "--count", "-5")]
    [InlineData("next", "--count", "99999999999")]
    [InlineData("next", "--range", "5-1")]
    [InlineData("next", "--range", "70000-80000")]
    [InlineData("next", "--range", "")]
    [InlineData("next", "extra")]
    [InlineData("completion")]
    [InlineData("completion", "")]
    [InlineData("completion", "tcsh")]
    [InlineData("70000")]
    [InlineData("--bogus")]
    [InlineData("ls", "a=\u001b[31m")]
    public void What_cannot_be_understood_is_said_with_code_2(params string[] arguments)
    {
        var result = BerthProgram.Run(net, arguments);
        Complaint.Check(result, 2);
        Assert.DoesNotContain(result.Error, character => char.IsControl(character) && character != '\n');
    }

    [Theory]
    [InlineData("foo=3", "foo=3", "^^^")]
    [InlineData("port=3000 prot=tcp", "port=3000 prot=tcp", "          ^^^^ did you mean 'port'?")]
    [InlineData("port=70000", "port=70000", "     ^^^^^")]
    [InlineData("owner=node)", "owner=node)", "          ^")]
    public void A_wrong_filter_is_shown_with_the_wrong_part_underlined(string typed, string shown, string underline)
    {
        var lines = BerthProgram.Run(net, "ls", typed).Error.Split('\n');
        Assert.Equal("  " + shown, lines[1]);
        Assert.StartsWith("  " + underline, lines[2]);
    }

    [Fact]
    public void A_field_that_nearly_exists_is_suggested() =>
        Assert.Contains("Did you mean 'process'", BerthProgram.Run(net, "ls", "--columns", "proces").Error);

    [Theory]
    [InlineData("ls")]
    [InlineData("explain")]
    [InlineData("free")]
    public void A_hundred_thousand_characters_are_no_reason_to_break(string command)
    {
        var result = BerthProgram.Run(net, command, new string('x', 100_000));
        Assert.Contains(result.ExitCode, new[] { 0, 2, 3 });
        Complaint.CheckIsNoTrace(result);
    }

    public void Dispose() => net.Dispose();
}
