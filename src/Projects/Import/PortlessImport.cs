using System.Text.Json;
using Berth.Projects.Repository;

namespace Berth.Projects.Import;

/// <summary>portless.json, and the key "portless" of package.json: scripts of packages, with names and ports.</summary>
public static class PortlessImport
{
    static readonly HashSet<string> known = ["name", "script", "appPort", "apps", "$schema"];

    /// <summary>Where portless looks for its settings, first to last.</summary>
    public static IReadOnlyList<string> Files { get; } = ["portless.json", ".config/portless.json"];

    // The top-level keys that hold for each app as well.
    static readonly Dictionary<string, string> reasons = new() { ["proxy"] = "`proxy` of portless: every service is reached at its own port", ["turbo"] = "`turbo` of portless: Berth starts each package itself" };

    /// <summary>The file of its settings, relative to the folder; null: none, or package.json.</summary>
    public static string? FileOf(string folder) => Files.FirstOrDefault(file => File.Exists(Path.Combine(folder, file)));

    /// <summary>The folder that a file of its settings speaks for.</summary>
    public static string FolderOf(string file) => Path.GetDirectoryName(file) is { } beside && Path.GetFileName(beside) == ".config" ? Path.GetDirectoryName(beside)! : Path.GetDirectoryName(file)!;

    /// <summary>Null when the folder says nothing of portless.</summary>
    /// <param name="file">portless.json or package.json; null: what the folder has.</param>
    public static BerthDraft? Read(string folder, string? file = null)
    {
        using var own = JsonFile.Read(file ?? Path.Combine(folder, FileOf(folder) ?? Files[0]));
        var settings = own?.RootElement;
        if (settings is { ValueKind: JsonValueKind.Object } package && file is not null && Path.GetFileName(file) == "package.json") settings = package.TryGetProperty("portless", out var key) ? key.Clone() : null;
        var here = OfPackage(folder);
        if (settings is null && here is null) return null;

        var draft = new BerthDraft();
        var names = new ImportedNames();
        var packages = NodeWorkspaces.Folders(folder);
        if (settings is { ValueKind: JsonValueKind.Object } top && top.TryGetProperty("apps", out var apps) && apps.ValueKind == JsonValueKind.Object)
        {
            foreach (var app in apps.EnumerateObject()) Add(app.Name, app.Value, isListed: true);
            var listed = apps.EnumerateObject().Select(static app => Path.TrimEndingDirectorySeparator(app.Name)).ToHashSet(StringComparer.Ordinal);
            // Packages of the workspace run too, listed or not.
            foreach (var other in packages.Where(other => !listed.Contains(other))) Add(other, default, isListed: false);
            Unknown(top, draft.Notes);
        }
        else if (packages.Count > 0 && settings is { ValueKind: JsonValueKind.Object } whole && !whole.TryGetProperty("name", out _))
        {
            foreach (var one in packages) Add(one, default, isListed: false);
            Unknown(whole, draft.Notes);
        }
        else Add("", settings ?? default, isListed: true);
        return draft;

        void Add(string directory, JsonElement said, bool isListed)
        {
            if (directory.Contains("..", StringComparison.Ordinal) || directory.StartsWith('/'))
            {
                draft.Notes.Add($"Not carried over: `{Yaml.Excerpt.Of(directory)}`, which is outside of this folder.");
                return;
            }
            var at = Path.Combine(folder, directory);
            var inPackage = OfPackage(at);
            var name = Text(inPackage, "name") ?? Text(said, "name") ?? NodePackage.NameOf(at);
            // The app's own script, else that of the whole file, else dev (portless, cli.ts).
            var script = Text(inPackage, "script") ?? Text(said, "script") ?? Text(settings, "script") ?? "dev";
            if (PackageScripts.Find(at, script) is not { } command)
            {
                if (isListed) draft.Notes.Add($"Left out, as portless does: {name}, whose package.json has no script `{Yaml.Excerpt.Of(script)}`.");
                return;
            }
            var service = new ServiceDraft(names.Another(name)) { Run = NodePackage.Run(folder, at, script), Directory = directory.Length == 0 ? null : directory };
            if (service.Name != name) service.Comments.Add($"Was {name}.");
            if (command.Contains("portless", StringComparison.Ordinal)) service.Comments.Add($"The script `{script}` calls portless itself: name the script that it runs.");
            var isServer = !(Flag(inPackage, "proxy") == false || Flag(said, "proxy") == false);
            service.Port = Number(inPackage, "appPort") ?? Number(said, "appPort");
            if (service.Port is null) ImportedPort.Set(service, command, isServer, at);
            if (said.ValueKind == JsonValueKind.Object) Unknown(said, service.Notes);
            draft.Services.Add(service);
        }
    }

    static void Unknown(JsonElement element, List<string> notes)
    {
        foreach (var member in element.EnumerateObject())
            if (!known.Contains(member.Name) && member.Value.ValueKind is not (JsonValueKind.False or JsonValueKind.Null)) notes.Add(reasons.GetValueOrDefault(member.Name, $"`{Yaml.Excerpt.Of(member.Name)}` of portless"));
    }

    // A text is the name alone.
    static JsonElement? OfPackage(string folder)
    {
        using var package = PackageScripts.Read(folder);
        return package is not null && package.RootElement.ValueKind == JsonValueKind.Object && package.RootElement.TryGetProperty("portless", out var key) ? key.Clone() : null;
    }

    static string? Text(JsonElement? element, string name) => element switch
    {
        { ValueKind: JsonValueKind.String } text => name == "name" ? text.GetString() : null,
        { ValueKind: JsonValueKind.Object } map when map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String => value.GetString(),
        _ => null,
    };

    static string? Number(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is >= 1 and <= 65535 ? number.ToString() : null;

    static bool? Flag(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;
}
