namespace Berth.Linux.Programs;

/// <summary>Where a program is.</summary>
public static class ProgramPath
{
    /// <summary>The folders of a system's own programs: root's alone, whatever a caller's PATH says.</summary>
    public static IReadOnlyList<string> SystemFolders { get; } = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    /// <summary>A program of the system; null when it is not installed.</summary>
    public static string? OfSystem(string name)
    {
        foreach (var folder in SystemFolders)
            if (File.Exists($"{folder}/{name}")) return $"{folder}/{name}";
        return null;
    }
}
