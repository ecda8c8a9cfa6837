using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Linux.Processes;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;

namespace Berth.Actions.Signals;

/// <summary>
/// Ends one process, and only that one: the process is pinned by a pidfd, then its start time is compared, then it is signalled
/// through the pidfd. SIGKILL is sent only when asked for. Between the decision and the signal a person may have thought about it:
/// just before each signal it is looked whether the process still has what it is to give up.
/// </summary>
public sealed class ProcessSignaller(TimeProvider clock)
{
    // After SIGKILL only the kernel's own work is left; a process in uninterruptible sleep may still take longer.
    static readonly TimeSpan afterKill = TimeSpan.FromSeconds(2);

    /// <param name="grace">How long it may take to end by itself.</param>
    /// <param name="kill">Send SIGKILL when it still runs then.</param>
    /// <param name="sockets">The inodes for which it is ended; empty when it is ended for another reason.</param>
    public EndResult End(ProcessKey process, TimeSpan grace, bool kill, IReadOnlyCollection<ulong> sockets) =>
        OperatingSystem.IsLinux() ? EndOnLinux(process, grace, kill, sockets) : EndResult.Unavailable;

    [SupportedOSPlatform("linux")]
    EndResult EndOnLinux(ProcessKey process, TimeSpan grace, bool kill, IReadOnlyCollection<ulong> sockets)
    {
        // pidfd_open counts by our own pid namespace, the number was read in that of /proc.
        if (!ThisProcess.OwnsProc) return EndResult.Unavailable;
        using var pinned = PidFd.Open(process.Pid, out var error);
        if (pinned is null) return Refused(error);

        // Read after the pidfd was opened: while it is open, these ticks can only be those of the process it stands for.
        if (StartTicks(process.Pid) is not { } ticks) return EndResult.Gone;
        if (ticks != process.StartTicks) return EndResult.Reused;
        if (HasLetGo(process.Pid, sockets)) return EndResult.LetGo;

        if (!pinned.TrySend(Signal.Terminate, out error)) return Refused(error);
        pinned.TrySend(Signal.Continue, out _);
        if (pinned.WaitForEnd(grace, clock)) return EndResult.Ended;
        if (HasLetGo(process.Pid, sockets)) return EndResult.Released;
        if (!kill) return EndResult.StillRunning;

        if (!pinned.TrySend(Signal.Kill, out error)) return error == noSuchProcess ? EndResult.Ended : Refused(error);
        return pinned.WaitForEnd(afterKill, clock) ? EndResult.Killed : EndResult.StillRunning;
    }

    // Where its descriptors are hidden, the plan had it from somebody who may see them, and the kernel decides on the signal.
    [SupportedOSPlatform("linux")]
    static bool HasLetGo(int pid, IReadOnlyCollection<ulong> sockets) => sockets.Count > 0 && SocketHolding.Holds(pid, sockets) == false;

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
