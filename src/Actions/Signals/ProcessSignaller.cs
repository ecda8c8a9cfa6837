using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Linux.Processes;
using Berth.Linux.ProcFs;
using Berth.Model;

namespace Berth.Actions.Signals;

/// <summary>
/// Ends one process, and only that one: the process is pinned by a pidfd, then its start time is compared, then it is signalled
/// through the pidfd. SIGKILL is sent only when asked for.
/// </summary>
public sealed class ProcessSignaller(TimeProvider clock)
{
    // After SIGKILL only the kernel's own work is left; a process in uninterruptible sleep may still take longer.
    static readonly TimeSpan afterKill = TimeSpan.FromSeconds(2);

    /// <param name="grace">How long it may take to end by itself.</param>
    /// <param name="kill">Send SIGKILL when it still runs then.</param>
    public EndResult End(ProcessKey process, TimeSpan grace, bool kill) =>
        OperatingSystem.IsLinux() ? EndOnLinux(process, grace, kill) : EndResult.Unavailable;

    [SupportedOSPlatform("linux")]
    EndResult EndOnLinux(ProcessKey process, TimeSpan grace, bool kill)
    {
        using var pinned = PidFd.Open(process.Pid, out var error);
        if (pinned is null) return Refused(error);

        // Read after the pidfd was opened: while it is open, these ticks can only be those of the process it stands for.
        if (StartTicks(process.Pid) is not { } ticks) return EndResult.Gone;
        if (ticks != process.StartTicks) return EndResult.Reused;

        if (!pinned.TrySend(Signal.Terminate, out error)) return Refused(error);
        pinned.TrySend(Signal.Continue, out _);
        if (pinned.WaitForEnd(grace, clock)) return EndResult.Ended;
        if (!kill) return EndResult.StillRunning;

        if (!pinned.TrySend(Signal.Kill, out error)) return error == noSuchProcess ? EndResult.Ended : Refused(error);
        return pinned.WaitForEnd(afterKill, clock) ? EndResult.Killed : EndResult.StillRunning;
    }

    [SupportedOSPlatform("linux")]
    static EndResult Refused(Errno error) =>
        error == noSuchProcess ? EndResult.Gone : error.IsDenied ? EndResult.NoRight : EndResult.Unavailable;

    [SupportedOSPlatform("linux")]
    static readonly Errno noSuchProcess = new(3); // ESRCH

    [SupportedOSPlatform("linux")]
    static ulong? StartTicks(int pid)
    {
        try
        {
            return ProcStat.TryParse(File.ReadAllBytes($"/proc/{pid}/stat"), out var stat) ? stat.StartTicks : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
