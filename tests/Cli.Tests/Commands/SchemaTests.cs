using System.Text.Json;

namespace Berth.Cli.Tests.Commands;

public class SchemaTests
{
    [Fact]
    public void The_schema_is_one_document_that_knows_the_keys_and_names_no_address_where_nothing_is()
    {
        var room = new Room();
        Assert.Equal(0, room.Run("schema"));
        var schema = JsonDocument.Parse(room.Out).RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        Assert.False(schema.TryGetProperty("$id", out _));
        Assert.True(schema.GetProperty("properties").TryGetProperty("services", out _));
    }
}
