using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Audit;

/// <summary>What `berth audit --json` or `berth lint --json` said.</summary>
sealed record Findings(JsonElement Json, int ExitCode)
{
    public static Findings Of(CommandResult result)
    {
        Assert.True(result.Output.StartsWith("{\"schema\":\"berth.findings/1\"", StringComparison.Ordinal), $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        using var document = JsonDocument.Parse(result.Output);
        return new Findings(document.RootElement.Clone(), result.ExitCode);
    }

    public IReadOnlyList<Found> All => [.. Json.GetProperty("findings").EnumerateArray().Select(one => new Found(one))];

    public IReadOnlyList<string> Fingerprints => [.. All.Select(one => one.Fingerprint)];

    /// <summary>The rules that found something at a port, in alphabetical order.</summary>
    public IReadOnlyList<string> At(int port) => [.. All.Where(one => one.Port == port).Select(one => one.Rule).Order(StringComparer.Ordinal)];

    public Found Only(string rule, int? port = null)
    {
        var found = All.Where(one => one.Rule == rule && (port is null || one.Port == port)).ToArray();
        Assert.True(found.Length == 1, $"{found.Length} findings of {rule} at {port}: {Json.GetRawText()}");
        return found[0];
    }

    public void None(string rule, int? port = null) =>
        Assert.True(!All.Any(one => one.Rule == rule && (port is null || one.Port == port)), $"{rule} was found at {port}: {Json.GetRawText()}");
}

/// <summary>One finding.</summary>
sealed record Found(JsonElement Json)
{
    public string Rule => Text("rule");
    public string Severity => Text("severity");
    public string Subject => Text("subject");
    public string Title => Text("title");
    public string Fingerprint => Text("fingerprint");
    public string? Reach => Json.GetProperty("reach").GetString();
    public int? Port => Json.GetProperty("endpoint") is { ValueKind: JsonValueKind.Object } place ? place.GetProperty("port").GetInt32() : null;
    public string Evidence => string.Join('\n', Json.GetProperty("evidence").EnumerateArray().Select(one => one.GetProperty("text").GetString()));
    public bool IsMendable => Json.GetProperty("fixes").EnumerateArray().Any(fix => fix.GetProperty("by_berth").GetBoolean());
    public bool IsAccepted => Json.GetProperty("accepted").ValueKind == JsonValueKind.Object;
    public bool IsKnown => Json.GetProperty("known").GetBoolean();

    /// <summary>"path:line:column".</summary>
    public string? Position => Json.GetProperty("position") is { ValueKind: JsonValueKind.Object } at ? $"{at.GetProperty("path").GetString()}:{at.GetProperty("line").GetInt32()}:{at.GetProperty("column").GetInt32()}" : null;

    string Text(string name) => Json.GetProperty(name).GetString()!;
}
