using Berth.Cli.Hosting;
using Berth.Model.Knowledge;

namespace Berth.Cli.Tests.Commands;

public class ExplainTests
{
    [Theory]
    [InlineData("adit", "berth audit", "if the command was meant")]
    [InlineData("nod", "berth node", "it holds a port")]
    public void A_typing_error_is_answered_with_what_was_meant(string typed, string command, string why)
    {
        var room = new Room();
        Assert.Equal(ExitCode.NothingThere, room.Run(typed));
        Assert.Contains(room.Out.Split('\n'), line => line.Trim().StartsWith(command, StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
    }

    [Theory, InlineData("3000"), InlineData("127.0.0.1:3000"), InlineData("6000"), InlineData("http://localhost:3000/")]
    public void What_there_is_to_learn_stands_under_the_heading_of_what_it_is_about(string target)
    {
        var room = new Room();
        room.Run("explain", target, "--more");
        var headings = room.Out.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').Skip(1).ToArray();
        Assert.Contains("The number", headings);
        Assert.Equal(headings.Distinct(), headings);
    }

    [Fact]
    public void That_a_holder_is_hidden_is_said_once_and_so_is_what_shows_it()
    {
        var room = new Room { Machine = Sample.Machine() with { Shortfalls = [new Shortfall("the processes of 5 sockets are hidden", "sudo berth") { Kind = ShortfallKind.Owners }] } };
        room.Run("5432");
        Assert.Empty(room.Said);
        Assert.Single(room.Out.Split('\n'), line => line.Contains("sudo berth explain 5432", StringComparison.Ordinal));
        Assert.DoesNotContain("To see it: `sudo berth`", room.Out);
    }
}
