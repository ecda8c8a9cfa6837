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

    /// <summary>Told once per row: "as" names the field that has it.</summary>
    public string? Reason(string field)
    {
        if (Known(field) is not { } known) return null;
        if (known.TryGetProperty("reason", out var reason)) return reason.GetString();
        return known.TryGetProperty("as", out var other) ? Reason(other.GetString()!) : null;
    }

    JsonElement? Known(string field) => Json.TryGetProperty("known", out var all) && all.TryGetProperty(field, out var known) ? known : null;

    public override string ToString() => Json.GetRawText();
}
