using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Berth.Model.Repository;
using Berth.Model.Results;
using Berth.Places;

namespace Berth.Workbench.Auditing;

/// <summary>
/// The findings that a person has accepted on this machine: docs/audit.md. Each has who, why, and perhaps until when.
/// </summary>
public sealed class AcceptedFile(string path)
{
    const string Mend = "Mend it, or move it away";

    public static AcceptedFile? ForThisUser() => UserFolders.Configuration is { } folder ? new AcceptedFile($"{folder}/accepted.json") : null;

    public string Path => path;

    /// <returns>None where there is no file; why not where it cannot be understood: nothing is passed over in
    /// silence.</returns>
    public Result<IReadOnlyList<Suppression>> Read()
    {
        try
        {
            var content = UserFile.Read(path);
            if (content.IsMissing) return Array.Empty<Suppression>();
            if (content.Bytes is not { } bytes) return new Refusal($"{path} {content.Reason}", Mend);
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.GetProperty("accepted").EnumerateArray().Select(Read).ToArray();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new Refusal($"{path} cannot be understood: {error.Message.TrimEnd('.')}", Mend);
        }
    }

    /// <returns>Null when it is kept; else why it cannot be.</returns>
    public Refusal? Add(Suppression suppression)
    {
        if (!Read().IsDone(out var known, out var refusal)) return refusal;
        var all = known.Where(one => one.Fingerprint != suppression.Fingerprint).Append(suppression);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.accepted/1"u8);
            json.WriteStartArray("accepted"u8);
            foreach (var one in all) Write(one, json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        try
        {
            UserFile.Write(path, buffer.WrittenSpan);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Refusal($"{path} cannot be written: {error.Message.TrimEnd('.')}");
        }
    }

    static Suppression Read(JsonElement element)
    {
        var until = Text(element, "until") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : (DateOnly?)null;
        var (fingerprint, rule) = (Text(element, "finding"), Text(element, "rule"));
        if (fingerprint is null && rule is null) throw new FormatException("an entry names neither a finding nor a rule");
        return new Suppression(fingerprint ?? "", rule, Text(element, "subject"),
            Text(element, "who") ?? throw new FormatException("an entry does not say who accepted it"), until,
            Text(element, "reason") is { Length: > 0 } reason ? reason : throw new FormatException("an entry gives no reason"));
    }

    static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static void Write(Suppression suppression, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (suppression.Fingerprint.Length > 0) json.WriteString("finding"u8, suppression.Fingerprint);
        if (suppression.Rule is { } rule) json.WriteString("rule"u8, rule);
        if (suppression.Subject is { } subject) json.WriteString("subject"u8, subject);
        json.WriteString("who"u8, suppression.Who);
        if (suppression.Until is { } until) json.WriteString("until"u8, until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("reason"u8, suppression.Reason);
        json.WriteEndObject();
    }
}
