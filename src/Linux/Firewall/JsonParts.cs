using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Berth.Linux.Firewall;

/// <summary>Reading JSON of another program without believing in its shape.</summary>
static class JsonParts
{
    /// <summary>The only member of an object, as nft writes every object, statement and expression.</summary>
    public static bool TryOnly(this JsonElement element, [NotNullWhen(true)] out string? name, out JsonElement value)
    {
        (name, value) = (null, default);
        if (element.ValueKind != JsonValueKind.Object) return false;
        foreach (var member in element.EnumerateObject())
        {
            if (name is not null) return false;
            (name, value) = (member.Name, member.Value);
        }
        return name is not null;
    }

    public static bool TryMember(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }

    public static string? Text(this JsonElement element, string name) =>
        element.TryMember(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        element.TryMember(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>The items of a list; of anything else, the thing itself.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];
}
