using System.Globalization;
using Berth.Linux.Native;

namespace Berth.Linux.ProcFs;

/// <summary>What tells this process from every other.</summary>
public static class ThisProcess
{
    /// <summary>Numbers of the namespaces that it is in (namespaces(7)); 0 when they may not be seen.</summary>
    public static ulong PidNamespace => FileStatus.Inode("/proc/self/ns/pid") ?? 0;
    public static ulong MountNamespace => FileStatus.Inode("/proc/self/ns/mnt") ?? 0;
    public static ulong NetworkNamespace => FileStatus.Inode("/proc/self/ns/net") ?? 0;

    /// <summary>Its capabilities are over the whole machine, not over a user namespace of its own (user_namespaces(7)).</summary>
    public static bool IsInFirstUserNamespace => FileStatus.Inode("/proc/self/ns/user") is null or 0xEFFFFFFD; // PROC_USER_INIT_INO

    /// <summary>Root of the machine, not of a user namespace alone.</summary>
    public static bool IsRoot => CurrentUser.EffectiveId == 0 && IsInFirstUserNamespace;

    /// <summary>
    /// Whether /proc counts processes as we do. In a pid namespace of one's own with the outer /proc it does not: a number read
    /// there is another process here, so none of them may be signalled.
    /// </summary>
    public static bool OwnsProc => HasProc && File.ResolveLinkTarget("/proc/self", returnFinalTarget: false) is { Name: var self }
        && self == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether /proc is mounted. Without it sockets can be listed and no process looked into.</summary>
    public static bool HasProc => FileStatus.Inode("/proc/self/stat") is not null;

    /// <summary>Its pids are those that the kernel itself counts by.</summary>
    public static bool IsInFirstPidNamespace => PidNamespace == 0xEFFFFFFC; // PROC_PID_INIT_INO, include/linux/proc_ns.h

    /// <summary>When a process began, in clock ticks since boot. Null when there is none with this pid, or it has ended and was not waited for.</summary>
    public static ulong? StartTicks(int pid)
    {
        try
        {
            return ProcStat.TryParse(File.ReadAllBytes($"/proc/{pid}/stat"), out var stat) && stat.State is not ('Z' or 'X') ? stat.StartTicks : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
