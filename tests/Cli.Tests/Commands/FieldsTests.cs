using System.Text.Json;
using Berth.Cli.Hosting;
using Berth.Engine.Listing;

namespace Berth.Cli.Tests.Commands;

public class FieldsTests
{
    [Fact]
    public void Every_field_is_listed_with_what_it_is()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("fields"));
        var lines = room.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Fields.All.Select(field => field.Name), lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("(also proto)", lines[1]);
        Assert.Empty(room.Asked);
    }

    [Fact]
    public void A_program_gets_names_aliases_and_values()
    {
        var room = new Room();
        Assert.Equal(ExitCode.Done, room.Run("fields", "--json", "speaks_login"));
        var field = Assert.Single(JsonDocument.Parse(room.Out).RootElement.EnumerateArray());
        Assert.Equal("speaks_login", field.GetProperty("name").GetString());
        Assert.Contains("none", field.GetProperty("values").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public void A_word_that_no_field_has_is_answered_with_a_near_one()
    {
        var room = new Room();
        Assert.Equal(ExitCode.NothingThere, room.Run("fields", "uptmie"));
        Assert.Equal("No field has 'uptmie' in it. Did you mean 'uptime'?\n", room.Said);
    }
}
