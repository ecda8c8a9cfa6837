using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.Processes;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>Ends all that runs in a group of ours: a signal, time to end, then SIGKILL. Then removes the group.</summary>
[SupportedOSPlatform("linux")]
static class GroupEnding
{
    // After SIGKILL only the kernel's own work is left.
    static readonly TimeSpan afterKill = TimeSpan.FromSeconds(5);

    /// <summary>False when it is still there.</summary>
    public static bool End(OwnGroup group, StopPolicy stop, TimeProvider clock)
    {
        var asked = new HashSet<int>();
        if (!WaitUntilEmpty(group, stop.Grace, clock, pid =>
            {
                if (!asked.Add(pid)) return;
                using var process = PidFd.Open(pid, out _);
                // Looked at again with the process pinned: then the pid is still the group's.
                if (process is null || !group.Processes().Contains(pid)) return;
                process.TrySend(stop.Signal, out _);
                process.TrySend(Signal.Continue, out _);
            }))
        {
            group.Kill();
            WaitUntilEmpty(group, afterKill, clock, static _ => { });
        }
        return group.Remove();
    }

    static bool WaitUntilEmpty(OwnGroup group, TimeSpan limit, TimeProvider clock, Action<int> ask)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var pids = group.Processes();
            if (pids.Count == 0) return true;
            foreach (var pid in pids) ask(pid);
            var left = limit - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return false;
            using var first = PidFd.Open(pids[0], out _);
            first?.WaitForEnd(left, clock);
        }
    }
}
