using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Linux.Files;
using Berth.Model.Files;

namespace Berth.Probes.Linux.Workloads;

/// <summary>Reads a JSON file of an engine; null with the reason when it is missing, closed to us, too large or not JSON.</summary>
[SupportedOSPlatform("linux")]
static class JsonFile
{
    const int MaxSize = 16 * 1024 * 1024;

    public static JsonDocument? Read(string path, out string? refusal)
    {
        var content = SmallFile.Read(path, MaxSize);
        refusal = content.Fault switch
        {
            FileFault.None or FileFault.Missing => null,
            FileFault.Refused => $"{path} may not be read; run with sudo to see the container's name",
            _ => $"{path} {content.Reason}",
        };
        try
        {
            if (content.Bytes is { } bytes) return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            refusal = $"{path} is not readable JSON";
        }
        return null;
    }

    /// <summary>A string below a path of keys, or null.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element)) return null;
        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
