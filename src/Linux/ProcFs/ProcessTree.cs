namespace Berth.Linux.ProcFs;

/// <summary>Which processes are below one, and which of them may not be looked into.</summary>
public static class ProcessTree
{
    /// <summary>The processes below it, itself left out; those that left their parents on purpose (a double fork) are not among them.</summary>
    public static IReadOnlyList<int> Below(int ancestor)
    {
        using var proc = ProcDirectory.Open(out _);
        if (proc is null) return [];
        var children = proc.ProcessIds().Select(pid => (Pid: pid, Parent: Parent(proc, pid))).ToLookup(static one => one.Parent, static one => one.Pid);
        var below = new List<int>();
        var seen = new HashSet<int> { ancestor };
        var open = new Queue<int>([ancestor]);
        while (open.TryDequeue(out var parent))
            foreach (var child in children[parent])
                if (seen.Add(child))
                {
                    below.Add(child);
                    open.Enqueue(child);
                }
        return below;
    }

    /// <summary>Whether a process that runs keeps its descriptors from us: another user's, or one of ours with rights (ptrace(2), dumpable).</summary>
    public static bool IsShut(int pid)
    {
        using var descriptors = Native.FileDescriptor.OpenForReading($"/proc/{pid}/fd", out var error, directory: true);
        return descriptors is null && error.IsDenied;
    }

    /// <summary>The bytes that a process has handed to write(2) (wchar of proc_pid_io(5)); 0 when that may not be seen.</summary>
    public static long Written(int pid)
    {
        const string label = "wchar: ";
        try
        {
            foreach (var line in File.ReadLines($"/proc/{pid}/io"))
                if (line.StartsWith(label, StringComparison.Ordinal)) return long.TryParse(line.AsSpan(label.Length), out var count) ? count : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone, or shut.
        }
        return 0;
    }

    static int Parent(ProcDirectory proc, int pid)
    {
        Span<byte> stat = stackalloc byte[1024];
        var length = proc.Read(pid, "/stat"u8, stat, out _);
        return length > 0 && ProcStat.TryParse(stat[..length], out var read) ? read.ParentPid : 0;
    }
}
