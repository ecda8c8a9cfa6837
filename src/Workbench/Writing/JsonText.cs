using System.Text.Json;
using Berth.Model.Knowledge;

namespace Berth.Workbench.Writing;

/// <summary>What all of Berth's JSON has in common.</summary>
public static class JsonText
{
    static readonly JsonWriterOptions compact = new() { Encoder = AsciiJson.Encoder, SkipValidation = true };

    public static Utf8JsonWriter Writer(Output output) => new(output, compact);

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ");

    public static void Write(IReadOnlyList<Shortfall> shortfalls, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var shortfall in shortfalls)
        {
            json.WriteStartObject();
            json.WriteString("what"u8, shortfall.What);
            json.WriteString("remedy"u8, shortfall.Remedy);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Write(IReadOnlyList<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
