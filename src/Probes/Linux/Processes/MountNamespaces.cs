using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Probes.Linux.Processes;

/// <summary>
/// Tells which processes have other files than we: those in another mount namespace, unless what they run and where they work are
/// the same files there as here (a service with a /tmp of its own). Any thread may ask.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class MountNamespaces(ProcDirectory proc)
{
    const string Deleted = " (deleted)"; // proc_pid_exe(5)

    readonly ulong ours = ThisProcess.MountNamespace;

    /// <param name="pid">A process, or a thread of it. One that may not be looked into tells no path either.</param>
    public bool SeesOtherFiles(int pid) =>
        proc.ReadLink(pid, "/ns/mnt"u8, out _) is { } link && NamespaceLink.TryParse(link, out var its) && its != ours
            && !(IsSame(pid, "cwd", proc.ReadLink(pid, "/cwd"u8, out _)) && IsSame(pid, "exe", proc.ReadLink(pid, "/exe"u8, out _)));

    static bool IsSame(int pid, string link, string? path)
    {
        if (path is null) return false;
        if (path.EndsWith(Deleted, StringComparison.Ordinal)) return true;
        using var here = FileDescriptor.OpenPlace(path, follow: true, out _);
        using var there = FileDescriptor.OpenPlace($"/proc/{pid}/{link}", follow: true, out _);
        return here is not null && there is not null && FileStatus.Identity(here) is { } one && one == FileStatus.Identity(there);
    }
}
