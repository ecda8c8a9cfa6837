using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>Holds output against the official schema (sarif-2.1.0.json, OASIS) with Debian's validator.</summary>
static class Sarif
{
    /// <summary>The results of the only run.</summary>
    public static IReadOnlyList<JsonElement> Valid(CommandResult result, House house)
    {
        var file = house.Net.Home.At("output.sarif");
        File.WriteAllText(file, result.Output);
        var check = Command.Run(["/usr/bin/jsonschema", "--instance", file, BerthProgram.InCheckout("tests", "EndToEnd.Tests", "Audit", "sarif-2.1.0.json")]);
        Assert.True(check.ExitCode == 0, $"{check.Error}{check.Output}");
        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(one => one.Clone())];
    }
}
