using System.Text.Json;

namespace Berth.EndToEnd.Tests;

/// <summary>One row of a listing: values by field, and how each is known.</summary>
sealed record Row(JsonElement Json)
{
    public string? Text(string field) => Json.GetProperty(field).GetString();

    public long Number(string field) => Json.GetProperty(field).GetInt64();

    public bool Flag(string field) => Json.GetProperty(field).GetBoolean();

    public bool IsNull(string field) => Json.GetProperty(field).ValueKind == JsonValueKind.Null;

    /// <summary>The values of a field that has one per holder.</summary>
    public IReadOnlyList<string?> Texts(string field) => [.. Json.GetProperty(field).EnumerateArray().Select(one => one.GetString())];

    public IReadOnlyList<int> Pids => [.. Json.GetProperty("pid").EnumerateArray().Select(one => one.GetInt32())];

    /// <summary>"observed" where nothing else is said.</summary>
    public string How(string field) => Known(field)?.GetProperty("how").GetString() ?? "observed";

    public string? Reason(string field) => Known(field) is { } known && known.TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    JsonElement? Known(string field) => Json.TryGetProperty("known", out var all) && all.TryGetProperty(field, out var known) ? known : null;

    public override string ToString() => Json.GetRawText();
}
