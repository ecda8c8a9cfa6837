namespace Berth.Cli.Commands.Services;

/// <summary>Which project a folder belongs to: the nearest one upwards that says what it runs.</summary>
static class ProjectFolder
{
    static readonly string[] files = ["berth.yaml", "Procfile"];

    /// <summary>Null when there is none below the root of the checkout, or the person's home.</summary>
    public static string? Of(string folder)
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        for (var at = Path.GetFullPath(folder); at is { Length: > 1 }; at = Path.GetDirectoryName(at))
        {
            if (Array.Exists(files, file => File.Exists(Path.Combine(at, file)))) return at;
            if (at == home || Path.Exists(Path.Combine(at, ".git"))) return null;
        }
        return null;
    }
}
