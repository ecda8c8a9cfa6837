using System.Text.Json;
using Berth.Projects.Repository;

namespace Berth.Projects.Import;

/// <summary>What package.json and the files beside it say about how a package is run.</summary>
static class NodePackage
{
    /// <summary>"npm run dev", with the manager whose lock file stands in the package's folder or at the root.</summary>
    public static string Run(string root, string folder, string script)
    {
        var manager = Manager(folder) ?? Manager(root) ?? "npm";
        return $"{manager} run {(script.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ':' or '.') ? script : $"'{script.Replace("'", "'\\''", StringComparison.Ordinal)}'")}";
    }

    /// <summary>The package's name without its scope, else the folder's.</summary>
    public static string NameOf(string folder)
    {
        using var package = PackageScripts.Read(folder);
        var name = package?.RootElement.ValueKind == JsonValueKind.Object && package.RootElement.TryGetProperty("name", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        name = name[(name.LastIndexOf('/') + 1)..];
        return name.Length > 0 ? name : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
    }

    static string? Manager(string folder)
    {
        if (File.Exists(Path.Combine(folder, "pnpm-lock.yaml"))) return "pnpm";
        if (File.Exists(Path.Combine(folder, "yarn.lock"))) return "yarn";
        if (File.Exists(Path.Combine(folder, "bun.lock")) || File.Exists(Path.Combine(folder, "bun.lockb"))) return "bun";
        return File.Exists(Path.Combine(folder, "package-lock.json")) ? "npm" : null;
    }
}
