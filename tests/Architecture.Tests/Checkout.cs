namespace Berth.Architecture.Tests;

/// <summary>The source tree that this test was built from.</summary>
static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The project folders below src/, by name.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)).Order()];

    public static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories);

    /// <summary>The project as it was compiled for these tests.</summary>
    public static string Assembly(string project)
    {
        var build = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var folder = Path.Combine(Root, "artifacts", "bin", project, build);
        return Path.Combine(folder, project switch { "Cli" => "berth.dll", "Daemon" => "berthd.dll", _ => $"Berth.{project}.dll" });
    }

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Berth.slnx"))) return folder;
        throw new InvalidOperationException("this test runs from a build inside the checkout");
    }
}
