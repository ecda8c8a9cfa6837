using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>Reads a JSON file of an engine; null with the reason when it is missing, closed to us, too large or not JSON.</summary>
[SupportedOSPlatform("linux")]
static class JsonFile
{
    const long MaxSize = 16 * 1024 * 1024;

    public static JsonDocument? Read(string path, out string? refusal)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length <= MaxSize)
            {
                refusal = null;
                return JsonDocument.Parse(File.ReadAllBytes(path));
            }
            refusal = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"{path} may not be read; run with sudo to see the container's name";
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
