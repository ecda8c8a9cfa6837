using Berth.Model.Knowledge;

namespace Berth.Model.Processes;

/// <summary>What is known of the file that a process runs.</summary>
/// <param name="Path">Without the kernel's " (deleted)".</param>
/// <param name="IsDeleted">The file was replaced or removed after the process started.</param>
/// <param name="Changed">When its content last changed; null when it is gone.</param>
/// <param name="Package">The package that installed it; observed null when none did.</param>
/// <param name="InSharedFolder">It stands below a folder that everybody may write to: /tmp, /dev/shm...</param>
public sealed record ExecutableFile(string Path, bool IsDeleted, DateTimeOffset? Changed, Known<string> Package, bool InSharedFolder)
{
    /// <summary>Made by memfd_create(2): it never was a file.</summary>
    public bool IsMemory => Path.StartsWith("/memfd:", StringComparison.Ordinal);
}
