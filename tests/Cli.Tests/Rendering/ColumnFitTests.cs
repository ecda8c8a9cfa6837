using Berth.Cli.Rendering;

namespace Berth.Cli.Tests.Rendering;

public class ColumnFitTests
{
    [Fact]
    public void What_fits_stays()
    {
        int[] widths = [5, 10];
        ColumnFit.Fit(widths, [5, 8], [0, 0], gap: 2, room: 17);
        Assert.Equal([5, 10], widths);
    }

    [Fact]
    public void The_widest_gives_first_and_the_next_joins_when_equal()
    {
        int[] widths = [5, 30, 20];
        ColumnFit.Fit(widths, [5, 8, 8], [0, 0, 0], gap: 2, room: 5 + 2 + 15 + 2 + 15);
        Assert.Equal([5, 15, 15], widths);
    }

    [Fact]
    public void The_last_columns_go_when_nothing_else_helps()
    {
        int[] widths = [5, 30, 20];
        ColumnFit.Fit(widths, [5, 8, 20], [0, 0, 0], gap: 2, room: 20);
        Assert.Equal([5, 13, 0], widths);
    }

    [Fact]
    public void What_is_worth_least_goes_first_wherever_it_stands()
    {
        int[] widths = [5, 3, 30, 20];
        ColumnFit.Fit(widths, [5, 3, 8, 20], [9, 1, 5, 8], gap: 2, room: 28);
        Assert.Equal([5, 0, 0, 20], widths);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(0), InlineData(-5)]
    public void The_first_column_survives_any_terminal(int room)
    {
        int[] widths = [5, 30, 20];
        ColumnFit.Fit(widths, [5, 8, 8], [0, 0, 0], gap: 2, room);
        Assert.Equal([5, 0, 0], widths);
    }
}
