using System.Text.Json;
using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Doctor;

/// <summary>What `berth doctor --json` said.</summary>
sealed record Answer(JsonElement Json, int ExitCode)
{
    public static Answer Of(CommandResult result)
    {
        Assert.True(result.Output.StartsWith("{\"schema\":\"berth.doctor/1\"", StringComparison.Ordinal), $"exit code {result.ExitCode}: {result.Output}{result.Error}");
        using var document = JsonDocument.Parse(result.Output);
        return new Answer(document.RootElement.Clone(), result.ExitCode);
    }

    public string Verdict => Json.GetProperty("verdict").GetString()!;
    public string Sentence => Json.GetProperty("sentence").GetString()!;
    public string? Id => Json.GetProperty("diagnosis") is { ValueKind: JsonValueKind.Object } diagnosis ? diagnosis.GetProperty("id").GetString() : null;
    public string How => Json.GetProperty("diagnosis").GetProperty("how").GetString()!;
    public string Proof => string.Join('\n', Json.GetProperty("diagnosis").GetProperty("proof").EnumerateArray().Select(line => line.GetString()));
    public string? Command => Json.GetProperty("diagnosis").GetProperty("fix").GetProperty("command").GetString();
    public string? Undo => Json.GetProperty("diagnosis").GetProperty("fix").GetProperty("undo").GetString();
    public IReadOnlyList<string> Also => [.. Json.GetProperty("also").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];

    /// <summary>The causes that hold, the answer first.</summary>
    public IReadOnlyList<string> All => Id is { } first ? [first, .. Also] : Also;

    /// <summary>The first cause named, with the code that says so.</summary>
    public Answer Found(string id)
    {
        Assert.True(Id == id, $"{Id ?? Verdict}: {Json.GetRawText()}");
        Assert.Equal(("found", 9), (Verdict, ExitCode));
        return this;
    }

    public Answer Healthy()
    {
        Assert.True(Verdict == "healthy", Json.GetRawText());
        Assert.Equal(0, ExitCode);
        return this;
    }

    public Answer Unknown()
    {
        Assert.True(Verdict == "unknown", Json.GetRawText());
        Assert.Equal(10, ExitCode);
        return this;
    }
}
