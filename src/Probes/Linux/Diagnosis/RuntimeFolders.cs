using System.Runtime.Versioning;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>The ASP.NET Core runtimes in the folders that .NET is installed to.</summary>
[SupportedOSPlatform("linux")]
static class RuntimeFolders
{
    const string Inside = "shared/Microsoft.AspNetCore.App";

    public static IReadOnlyList<InstalledRuntime> Read() => [.. Roots().Distinct().SelectMany(In)];

    static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } chosen) yield return chosen.TrimEnd('/');
        yield return "/usr/share/dotnet";
        yield return "/usr/lib/dotnet";
        yield return "/usr/lib64/dotnet";
        if (Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home) yield return $"{home}/.dotnet";
    }

    static IEnumerable<InstalledRuntime> In(string root)
    {
        string[] folders;
        try
        {
            folders = Directory.GetDirectories(Path.Combine(root, Inside));
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            yield break;
        }
        foreach (var folder in folders)
            if (Version.TryParse(Path.GetFileName(folder).Split('-')[0], out var version)) yield return new InstalledRuntime(version, folder);
    }
}
