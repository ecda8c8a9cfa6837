using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Cgroups;
using Berth.Linux.Processes;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;

namespace Berth.Supervision.Members;

/// <summary>
/// The processes of one start of a service. With a control group the kernel keeps the list; without one they are known by the
/// session that the main process leads, by a mark in their environment, which children inherit also when they leave the session, and by
/// descent: what was once seen below one of them stays a member, also when it left session and environment, and its parent is gone.
/// The main process counts from its first moment, before it has entered its group. Thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ServiceMembers
{
    /// <summary>The mark: the variable that holds the number of the start.</summary>
    public const string Variable = "BERTH_RUN";

    readonly OwnGroup? group;
    readonly ProcessKey main;
    readonly byte[] mark;
    readonly Lock gate = new();
    readonly HashSet<ProcessKey> descended = [];

    ServiceMembers(OwnGroup? group, ProcessKey main, string runId) => (this.group, this.main, RunId, mark) = (group, main, runId, Encoding.UTF8.GetBytes($"{Variable}={runId}\0"));

    /// <summary>The number of the start.</summary>
    public string RunId { get; }

    public static ServiceMembers Of(OwnGroup? group, ProcessKey main, string runId) => new(group, main, runId);

    /// <summary>Those that run; zombies do not.</summary>
    public IReadOnlyList<int> Pids()
    {
        List<int> pids = group is not null ? [.. group.Processes().Where(static pid => ThisProcess.StartTicks(pid) is not null)] : Marked();
        if (IsMain(main.Pid) && !pids.Contains(main.Pid)) pids.Insert(0, main.Pid);
        return pids;
    }

    /// <summary>
    /// None runs. Asked twice, because a list is read bit by bit: a process may end after it started another one behind the reader's back.
    /// </summary>
    public bool IsEmpty => HasNone && !IsMain(main.Pid) && HasNone;

    bool HasNone => group is not null ? !group.IsPopulated : Marked().Count == 0;

    bool IsMain(int pid) => pid == main.Pid && ThisProcess.StartTicks(pid) == main.StartTicks;

    /// <summary>To each one.</summary>
    public void Signal(int signal)
    {
        foreach (var pid in Pids())
        {
            using var process = PidFd.Open(pid, out _);
            // Looked at again with the process pinned: then the pid is still the service's.
            if (process is null || !IsMember(pid)) continue;
            process.TrySend(signal, out _);
            if (signal is Linux.Processes.Signal.Terminate) process.TrySend(Linux.Processes.Signal.Continue, out _);
        }
    }

    public void Kill()
    {
        group?.Kill();
        Signal(Linux.Processes.Signal.Kill);
    }

    bool IsMember(int pid) => IsMain(pid) || (group is not null ? group.Processes().Contains(pid) : IsMarked(pid) || IsDescended(pid));

    List<int> Marked()
    {
        var processes = new Dictionary<int, ProcStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(folder.AsSpan("/proc/".Length), out var pid) && Stat(pid) is { } stat) processes[pid] = stat;
        lock (gate)
        {
            descended.RemoveWhere(key => !processes.TryGetValue(key.Pid, out var stat) || stat.StartTicks != key.StartTicks);
            var members = new HashSet<int>(descended.Select(static key => key.Pid));
            foreach (var (pid, stat) in processes)
                if (IsMarked(pid, stat)) members.Add(pid);
            var children = processes.Values.ToLookup(static stat => stat.ParentPid, static stat => stat.Pid);
            var open = new Queue<int>(IsMain(main.Pid) ? members.Append(main.Pid) : members);
            while (open.TryDequeue(out var parent))
                foreach (var child in children[parent])
                    if (members.Add(child)) open.Enqueue(child);
            foreach (var pid in members) descended.Add(new ProcessKey(pid, processes[pid].StartTicks));
            return [.. members.Order()];
        }
    }

    bool IsDescended(int pid)
    {
        lock (gate) return ThisProcess.StartTicks(pid) is { } start && descended.Contains(new ProcessKey(pid, start));
    }

    bool IsMarked(int pid) => Stat(pid) is { } stat && IsMarked(pid, stat);

    bool IsMarked(int pid, ProcStat stat)
    {
        if (stat.Session == main.Pid && stat.StartTicks >= main.StartTicks) return true;
        // Unreadable for processes of others: then it is none of ours.
        return TryRead($"/proc/{pid}/environ", out var environment) && environment.AsSpan().IndexOf(mark) is var at and >= 0 && (at == 0 || environment[at - 1] == 0);
    }

    // Null for one that is gone, or has ended and was not waited for.
    static ProcStat? Stat(int pid) => TryRead($"/proc/{pid}/stat", out var text) && ProcStat.TryParse(text, out var stat) && stat.State is not ('Z' or 'X') ? stat : null;

    static bool TryRead(string path, out byte[] content)
    {
        try
        {
            content = File.ReadAllBytes(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            content = [];
            return false;
        }
    }
}
