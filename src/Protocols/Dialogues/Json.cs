using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Berth.Protocols.Dialogues;

/// <summary>JSON from a peer that may send anything.</summary>
public static class Json
{
    /// <summary>The members of an object; null when the bytes are not one. Strings as they are, all else as written.</summary>
    public static IReadOnlyDictionary<string, string>? Members(ReadOnlySpan<byte> bytes)
    {
        if (Parse(bytes) is not { ValueKind: JsonValueKind.Object } root) return null;
        var members = new Dictionary<string, string>();
        foreach (var member in root.EnumerateObject()) members[NameOf(member)] = Text(member.Value);
        return members;
    }

    /// <summary>Null when the bytes are no JSON.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(Valid(bytes), new JsonDocumentOptions { MaxDepth = 32 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A string member of an object; null when it is none.</summary>
    public static string? String(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? Text(member) : null;

    // The reader takes bytes that are no UTF-8 in strings, and throws when they are read.
    static byte[] Valid(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? bytes.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));

    // Half a surrogate pair is legal JSON and no text: GetString throws on it.
    static string Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value.GetRawText();
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
