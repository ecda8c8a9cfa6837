using Berth.Cli.Hosting;

namespace Berth.Cli.Tests.Commands;

public class BadInputTests
{
    public static TheoryData<string[]> Lines => new(
        [""], ["70000"], ["-1"], ["99999999999999999999"], ["3000:"], ["\u0000"],
        ["ls", ""], ["ls", "owner=node", " "], ["import", "foo"], ["ls", "prot=3000"], ["ls", "port="], ["ls", "("], ["ls", "--colums", "port"], ["ls", "--columns", "nope"], ["ls", "--columns", ""],
        ["ls", "--sort", "nope"], ["ls", "--via", "magic"], ["ls", "--netns", "blue"], ["ls", "--json", "--csv"],
        ["explain"], ["explain", "70000"], ["explain", ""], ["explain", "pid:0"],
        ["free"], ["free", "port="], ["free", "3000", "--grace", "soon"], ["free", "3000", "--grace", "99d"],
        ["wait"], ["wait", "70000"], ["wait", "0"], ["wait", "pid:1"], ["wait", "3000", "--http", "99"], ["wait", "3000", "--timeout", "-5"], ["wait", "53/udp"],
        ["next", "--range", "9-1"], ["next", "--range", "0-5"], ["next", "--range", "x"], ["next", "--count", "0"], ["next", "--count", "9999999999"],
        ["completion"], ["completion", "tcsh"], ["next", "--nope"]);

    [Theory, MemberData(nameof(Lines))]
    public void What_cannot_be_understood_is_said_and_nothing_is_read(string[] args)
    {
        var room = new Room();
        var code = room.Run(args);
        Assert.True(code == ExitCode.BadUsage, $"exit {code}: {room.Said}{room.Out}");
        Assert.Empty(room.Out);
        Assert.NotEmpty(room.Said);
        Assert.DoesNotContain("   at ", room.Said);
        Assert.DoesNotContain("unexpected", room.Said);
        Assert.Empty(room.Asked);
    }

    [Theory]
    [InlineData("berth fields", "ls", "--sort", "nope")]
    [InlineData("berth fields", "ls", "--columns", "nope")]
    [InlineData("Did you mean 'port'?", "ls", "--sort", "poort")]
    [InlineData("Must be one of: 'procfile', 'process-compose', 'portless'.", "import", "foo")]
    public void What_would_be_understood_is_named(string hint, params string[] args)
    {
        var room = new Room();
        room.Run(args);
        Assert.Contains(hint, room.Said);
        Assert.DoesNotContain(@"\x0a", room.Said);
    }

    [Fact]
    public void The_wrong_part_of_a_filter_is_underlined()
    {
        var room = new Room();
        room.Run("ls", "prot=3000");
        Assert.Contains("  prot=3000\n  ^^^^ did you mean 'port'?\n", room.Said);
    }
}
