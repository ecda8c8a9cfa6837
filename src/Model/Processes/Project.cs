namespace Berth.Model.Processes;

/// <summary>The git work tree (or folder with a berth.yaml) that a process runs in.</summary>
/// <param name="Name">The name of the main work tree's folder, so that all worktrees of a project share it.</param>
/// <param name="Root">The root of this checkout.</param>
/// <param name="Branch">The branch, or the short commit when detached; null when unborn or not git.</param>
/// <param name="Worktree">The folder name of a linked worktree; null in the main one.</param>
public sealed record Project(string Name, string Root, string? Branch, string? Worktree);
