namespace Berth.Actions.Signals;

/// <summary>The pids there are now; empty where the system does not list them as /proc does.</summary>
public static class RunningProcesses
{
    public static IReadOnlyList<int> All()
    {
        if (!OperatingSystem.IsLinux()) return [];
        var pids = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(folder.AsSpan("/proc/".Length), out var pid)) pids.Add(pid);
        return pids;
    }
}
