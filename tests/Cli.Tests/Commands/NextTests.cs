using Berth.Cli.Hosting;

namespace Berth.Cli.Tests.Commands;

public class NextTests
{
    [Fact]
    public void Ports_of_the_range_come_one_per_line()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("next", "--count", "3"));
        var ports = room.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        Assert.Equal(3, ports.Distinct().Count());
        Assert.All(ports, static port => Assert.InRange(port, 20000, 29999));
    }

    [Fact]
    public void What_the_system_hands_out_itself_is_left_out()
    {
        var room = new Room();
        Assert.Equal(ExitCode.NothingThere, room.Run("next", "--range", "40000-40010"));
        Assert.Empty(room.Out);
        Assert.Contains("32768-60999", room.Said);
    }
}
