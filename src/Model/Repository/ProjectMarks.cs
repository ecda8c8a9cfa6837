namespace Berth.Model.Repository;

/// <summary>
/// What makes a folder a project's root: a file that says what it runs, or a git work tree. A folder belongs to the nearest one
/// upwards, and a work tree's own root is the last that is looked at: every command answers so.
/// </summary>
public static class ProjectMarks
{
    /// <summary>The files, in no order.</summary>
    public static IReadOnlyList<string> Files { get; } = ["berth.yaml", "Procfile", "Procfile.dev"];
}
