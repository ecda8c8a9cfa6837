using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Berth.Linux.Processes;
using Berth.Linux.ProcFs;
using Berth.Model;
using Berth.Supervision.Members;

namespace Berth.Supervision.Starting;

/// <summary>The main process of a service: started by us, or found running and adopted.</summary>
[SupportedOSPlatform("linux")]
public sealed class ServiceProcess : IDisposable
{
    // An adopted process is nobody's child here, so the kernel does not tell: it is looked at.
    static readonly TimeSpan adoptedLook = TimeSpan.FromMilliseconds(250);

    readonly Process? child;
    readonly PidFd? adopted;

    ServiceProcess(ProcessKey key, Process? child, PidFd? adopted, ServiceMembers members) =>
        (Key, this.child, this.adopted, Members) = (key, child, adopted, members);

    public ProcessKey Key { get; }

    /// <summary>All that the service started.</summary>
    public ServiceMembers Members { get; }

    /// <summary>It was started by a daemon that is gone: its exit code is not known.</summary>
    public bool IsAdopted => adopted is not null;

    /// <param name="runId">Marks the processes of this start in their environment.</param>
    /// <param name="output">The named pipe for what it writes.</param>
    /// <param name="problem">Why it could not be started.</param>
    public static ServiceProcess? Start(EntryProgram entry, ServiceStart start, string runId, string output, out string? problem)
    {
        var launch = start.Launch;
        problem = Directory.Exists(launch.Directory) ? null : $"its folder {launch.Directory} does not exist";
        if (problem is not null) return null;

        try
        {
            var child = EntryStart.Run(entry, start, runId, output, launch.Command);
            // It is our child and was not waited for: its pid can be nobody else's.
            var key = new ProcessKey(child.Id, ThisProcess.StartTicks(child.Id) ?? 0);
            return new ServiceProcess(key, child, null, ServiceMembers.Of(start.Group, key, runId));
        }
        catch (Win32Exception error)
        {
            problem = $"{entry.Path} could not be started: {error.Message}";
            return null;
        }
    }

    /// <summary>Null when the process is gone, or its pid is another one's now.</summary>
    public static ServiceProcess? Adopt(ProcessKey key, ServiceMembers members)
    {
        var pinned = PidFd.Open(key.Pid, out _);
        if (pinned is not null && ThisProcess.StartTicks(key.Pid) == key.StartTicks && members.Pids().Contains(key.Pid)) return new ServiceProcess(key, null, pinned, members);
        pinned?.Dispose();
        return null;
    }

    /// <summary>Its exit code, 128 and the number of the signal that ended it; null when it is not known.</summary>
    public async Task<int?> WaitAsync(TimeProvider clock, CancellationToken cancel)
    {
        if (child is not null)
        {
            await child.WaitForExitAsync(cancel).ConfigureAwait(false);
            return child.ExitCode;
        }
        while (!adopted!.WaitForEnd(TimeSpan.Zero, clock)) await Task.Delay(adoptedLook, clock, cancel).ConfigureAwait(false);
        return null;
    }

    public bool HasEnded => child?.HasExited ?? adopted!.WaitForEnd(TimeSpan.Zero, TimeProvider.System);

    public void Dispose()
    {
        child?.Dispose();
        adopted?.Dispose();
    }
}
