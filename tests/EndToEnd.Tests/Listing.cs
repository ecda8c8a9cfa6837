using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests;

/// <summary>What `berth ls --json` said.</summary>
sealed record Listing(IReadOnlyList<Row> Rows, IReadOnlyList<string> Shortfalls, IReadOnlyList<string> Via)
{
    public static Listing Read(CommandResult result)
    {
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        using var document = JsonDocument.Parse(result.Output);
        var root = document.RootElement;
        Assert.Equal("berth.ls/1", root.GetProperty("schema").GetString());
        return new Listing(
            [.. root.GetProperty("rows").EnumerateArray().Select(row => new Row(row.Clone()))],
            [.. root.GetProperty("shortfalls").EnumerateArray().Select(one => one.GetProperty("what").GetString()!)],
            [.. root.GetProperty("via").EnumerateArray().Select(one => one.GetString()!)]);
    }
}
