using System.Text.Json;

namespace Berth.Projects.Repository;

/// <summary>The scripts of a folder's package.json.</summary>
public static class PackageScripts
{
    /// <summary>In the order of the file; none when there is no such file, or it cannot be read.</summary>
    public static IReadOnlyList<(string Name, string Command)> All(string folder)
    {
        using var package = Read(folder);
        if (package is null || package.RootElement.ValueKind != JsonValueKind.Object || !package.RootElement.TryGetProperty("scripts", out var scripts) || scripts.ValueKind != JsonValueKind.Object) return [];
        return [.. scripts.EnumerateObject().Where(static one => one.Value.ValueKind == JsonValueKind.String).Select(static one => (one.Name, one.Value.GetString()!))];
    }

    /// <summary>Null when there is no such script.</summary>
    public static string? Find(string folder, string script)
    {
        foreach (var (name, command) in All(folder))
            if (name == script) return command;
        return null;
    }

    /// <summary>package.json; null when there is none, or it is no JSON.</summary>
    public static JsonDocument? Read(string folder) => JsonFile.Read(Path.Combine(folder, "package.json"));
}
