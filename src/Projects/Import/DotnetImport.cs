using System.Text.Json;
using Berth.Projects.Repository;

namespace Berth.Projects.Import;

/// <summary>launchSettings.json of ASP.NET Core projects: `dotnet run` with the port of the first profile that has a URL.</summary>
static class DotnetImport
{
    const int Deepest = 4;

    static readonly string[] leftOut = ["bin", "obj", "node_modules", "artifacts"];

    public static void Read(string root, BerthDraft draft, ImportedNames names, List<string> sources)
    {
        foreach (var folder in Folders(root, "", 0))
        {
            var settings = Path.Combine(folder, "Properties", "launchSettings.json");
            if (Url(Path.Combine(root, settings)) is not { } url) continue;
            var name = folder.Length == 0 ? "web" : Path.GetFileName(folder);
            draft.Services.Add(new ServiceDraft(names.Another(name)) { Run = "dotnet run", Directory = folder.Length == 0 ? null : folder, Port = url.Port.ToString() });
            sources.Add(settings);
        }
    }

    // http before https: a certificate is the gateway's matter.
    static Uri? Url(string path)
    {
        using var settings = JsonFile.Read(path);
        if (settings is null || settings.RootElement.ValueKind != JsonValueKind.Object || !settings.RootElement.TryGetProperty("profiles", out var profiles) || profiles.ValueKind != JsonValueKind.Object) return null;
        var urls = profiles.EnumerateObject().Where(static one => one.Value.ValueKind == JsonValueKind.Object && one.Value.TryGetProperty("applicationUrl", out var url) && url.ValueKind == JsonValueKind.String)
            .SelectMany(static one => one.Value.GetProperty("applicationUrl").GetString()!.Split(';'));
        return urls.Select(static text => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null).OfType<Uri>().Where(static url => url.Port > 0).OrderBy(static url => url.Scheme != "http").FirstOrDefault();
    }

    static IEnumerable<string> Folders(string root, string folder, int depth)
    {
        string[] inner;
        try
        {
            inner = [.. new DirectoryInfo(Path.Combine(root, folder)).EnumerateDirectories().Where(static one => one.LinkTarget is null && one.Name[0] != '.' && !leftOut.Contains(one.Name)).Select(one => Path.Combine(folder, one.Name)).Order(StringComparer.Ordinal).Take(200)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            inner = [];
        }
        return [folder, .. depth < Deepest ? inner.SelectMany(one => Folders(root, one, depth + 1)) : []];
    }
}
