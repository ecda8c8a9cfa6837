using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Linux.Readings;

/// <summary>Docker's daemon.json as flat keys: nested ones joined with '.', lists with ','.</summary>
[SupportedOSPlatform("linux")]
static class DaemonFile
{
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        var settings = new Dictionary<string, string>();
        using var document = JsonFile.Read(path, out _);
        if (document is not null) Add("", document.RootElement, settings);
        return settings;
    }

    static void Add(string prefix, JsonElement element, Dictionary<string, string> settings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Add(prefix.Length == 0 ? member.Name : $"{prefix}.{member.Name}", member.Value, settings);
                break;
            case JsonValueKind.Array:
                settings[prefix] = string.Join(',', element.EnumerateArray().Select(static item => item.ToString()));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                settings[prefix] = element.GetBoolean() ? "true" : "false";
                break;
            default:
                settings[prefix] = element.ToString();
                break;
        }
    }
}
