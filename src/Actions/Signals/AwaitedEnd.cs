using System.Runtime.Versioning;
using Berth.Linux.Processes;

namespace Berth.Actions.Signals;

/// <summary>A process whose end is waited for: pinned, so that no other one with its pid is taken for it.</summary>
[SupportedOSPlatform("linux")]
public sealed class AwaitedEnd(int pid, TimeProvider clock) : IDisposable
{
    readonly PidFd? process = PidFd.Open(pid, out _);

    /// <summary>False when it still runs after <paramref name="limit"/>.</summary>
    public bool Wait(TimeSpan limit) => process?.WaitForEnd(limit, clock) ?? true;

    public void Dispose() => process?.Dispose();
}
