using System.Runtime.Versioning;
using Berth.Model.Services;

namespace Berth.Supervision.Members;

/// <summary>Ends all processes of a service: the signal that it wants, time to end, then SIGKILL; and looks that none is left.</summary>
[SupportedOSPlatform("linux")]
public static class ServiceEnding
{
    static readonly TimeSpan look = TimeSpan.FromMilliseconds(25), longestLook = TimeSpan.FromMilliseconds(250);

    // After SIGKILL only the kernel's own work is left.
    static readonly TimeSpan afterKill = TimeSpan.FromSeconds(5);

    /// <returns>What still runs after all of it; empty when it is done. And whether it had to be killed.</returns>
    public static async Task<EndedService> EndAsync(ServiceMembers members, StopPolicy policy, bool now, TimeProvider clock)
    {
        if (!now)
        {
            members.Signal(policy.Signal);
            if (await IsEmptyAsync(members, policy.Grace, clock).ConfigureAwait(false)) return new EndedService([], false);
        }
        else if (members.IsEmpty) return new EndedService([], false);
        var start = clock.GetTimestamp();
        while (true)
        {
            // Again and again: without a control group, a process can start another one between the look and the signal.
            members.Kill();
            if (await IsEmptyAsync(members, longestLook, clock).ConfigureAwait(false)) return new EndedService([], true);
            if (clock.GetElapsedTime(start) >= afterKill) return new EndedService(members.Pids(), true);
        }
    }

    static async Task<bool> IsEmptyAsync(ServiceMembers members, TimeSpan limit, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        for (var pause = look; !members.IsEmpty; pause = pause < longestLook ? pause * 2 : longestLook)
        {
            var left = limit - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return false;
            await Task.Delay(pause < left ? pause : left, clock).ConfigureAwait(false);
        }
        return true;
    }
}

/// <param name="Left">Pids that could not be ended.</param>
public sealed record EndedService(IReadOnlyList<int> Left, bool WasKilled);
