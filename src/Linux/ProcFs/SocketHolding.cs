using System.Globalization;

namespace Berth.Linux.ProcFs;

/// <summary>Whether one process has one of some sockets at this moment.</summary>
public static class SocketHolding
{
    /// <summary>Null when the process may not be looked into. A process that is gone holds nothing.</summary>
    public static bool? Holds(int pid, IReadOnlyCollection<ulong> inodes)
    {
        using var proc = ProcDirectory.Open(out _);
        if (proc is null) return null;
        if (HoldsIn(proc, pid, inodes) is not false and var answer) return answer;
        // A thread may have descriptors of its own (unshare(2), CLONE_FILES).
        foreach (var task in Tasks(pid))
            if (HoldsIn(proc, task, inodes) is not false and var threads) return threads;
        return false;
    }

    static bool? HoldsIn(ProcDirectory proc, int pid, IReadOnlyCollection<ulong> inodes)
    {
        var walk = DescriptorWalk.Run(proc, [pid]);
        for (var i = 0; i < walk.Held.Count; i++)
            if (inodes.Contains(walk.Held[i].Inode)) return true;
        return walk.Denied == 0 ? false : null;
    }

    // /proc/TID is there for every thread, though no listing shows it (proc(5)).
    static List<int> Tasks(int pid)
    {
        var tasks = new List<int>();
        try
        {
            foreach (var folder in Directory.EnumerateDirectories($"/proc/{pid}/task"))
                if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var task) && task != pid) tasks.Add(task);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Gone, or hidden: then its descriptors said so already.
        }
        return tasks;
    }
}
