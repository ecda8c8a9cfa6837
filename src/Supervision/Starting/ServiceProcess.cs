using System.ComponentModel;
using System.Runtime.Versioning;
using Berth.Linux.Processes;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;
using Berth.Supervision.Members;

namespace Berth.Supervision.Starting;

/// <summary>The main process of a service: started by us, or found running and adopted.</summary>
[SupportedOSPlatform("linux")]
public sealed class ServiceProcess : IDisposable
{
    // An adopted process is nobody's child here, so the kernel does not tell: it is looked at.
    static readonly TimeSpan adoptedLook = TimeSpan.FromMilliseconds(250);

    readonly EntryStart? entry;
    readonly PidFd? adopted;

    ServiceProcess(ProcessKey key, EntryStart? entry, PidFd? adopted, ServiceMembers members) =>
        (Key, this.entry, this.adopted, Members) = (key, entry, adopted, members);

    public ProcessKey Key { get; }

    /// <summary>All that the service started.</summary>
    public ServiceMembers Members { get; }

    /// <summary>It was started by a daemon that is gone: its exit code is not known.</summary>
    public bool IsAdopted => adopted is not null;

    /// <summary>The process is there, and waits for <see cref="GoAsync"/>.</summary>
    /// <param name="runId">Marks the processes of this start in their environment.</param>
    /// <param name="output">The named pipe for what it writes.</param>
    /// <param name="openInput">stdin never ends; else it has ended already.</param>
    /// <param name="problem">Why it could not be started.</param>
    public static ServiceProcess? Begin(EntryProgram entry, ServiceStart start, string runId, string output, bool openInput, out string? problem)
    {
        var launch = start.Launch;
        problem = Directory.Exists(launch.Directory) ? null : $"its folder {launch.Directory} does not exist";
        if (problem is not null) return null;

        try
        {
            var begun = EntryStart.Begin(entry, start, runId, output, openInput, launch.Command);
            // It is our child and was not waited for: its pid can be nobody else's.
            var key = new ProcessKey(begun.Child.Id, ThisProcess.StartTicks(begun.Child.Id) ?? 0);
            return new ServiceProcess(key, begun, null, ServiceMembers.Of(start.Group, key, runId));
        }
        catch (Win32Exception error)
        {
            problem = $"{entry.Path} could not be started: {error.Message}";
            return null;
        }
    }

    /// <summary>Lets it become the service's command. Null when it has; else why not, and it ends.</summary>
    public Task<string?> GoAsync() => entry!.GoAsync();

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
        if (entry is not null)
        {
            await entry.Child.WaitForExitAsync(cancel).ConfigureAwait(false);
            return entry.Child.ExitCode;
        }
        while (!adopted!.WaitForEnd(TimeSpan.Zero, clock)) await Task.Delay(adoptedLook, clock, cancel).ConfigureAwait(false);
        return null;
    }

    public void Dispose()
    {
        entry?.Dispose();
        adopted?.Dispose();
    }
}
