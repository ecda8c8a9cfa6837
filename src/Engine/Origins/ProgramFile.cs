using Berth.Model.Processes;

namespace Berth.Engine.Origins;

/// <summary>The file that a process runs: unlike its name, it cannot be chosen without being that file.</summary>
static class ProgramFile
{
    const string Deleted = " (deleted)";

    /// <summary>The file's name, such as "node"; null when the file is hidden or was not read.</summary>
    public static string? Name(ProcessFacts process)
    {
        if (process.Executable.Value is not { } path) return null;
        if (path.EndsWith(Deleted, StringComparison.Ordinal)) path = path[..^Deleted.Length];
        return path[(path.LastIndexOf('/') + 1)..];
    }

    /// <summary>Whether both run the same program: a fork does, what was started by exec mostly does not. By name where a file is hidden.</summary>
    public static bool IsSame(ProcessFacts one, ProcessFacts other) =>
        one.Executable.Value is { } file && other.Executable.Value is { } another ? file == another : one.Name == other.Name;
}
