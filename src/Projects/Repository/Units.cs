namespace Berth.Projects.Repository;

/// <summary>The names under which declarations that belong together are gathered.</summary>
static class Units
{
    /// <summary>What runs in a folder: "apps/web", or "the repository" at its root.</summary>
    public static string OfFolder(string folder) => folder.Length == 0 ? "the repository" : folder;

    public static string OfEntry(string file, string entry) => $"{file}:{entry}";
}
