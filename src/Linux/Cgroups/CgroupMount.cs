namespace Berth.Linux.Cgroups;

/// <summary>Finds where cgroup v2 is mounted, from the lines of /proc/self/mountinfo (proc_pid_mountinfo(5)).</summary>
public static class CgroupMount
{
    public static string? Find(string mountInfo)
    {
        foreach (var text in mountInfo.Split('\n'))
        {
            var line = text.AsSpan();
            // "36 35 98:0 /root /mount/point options - fstype source super"
            var separator = line.IndexOf(" - ");
            if (separator < 0 || !line[(separator + 3)..].StartsWith("cgroup2 ")) continue;
            Span<Range> fields = stackalloc Range[6];
            if (line[..separator].Split(fields, ' ') < 5) continue;
            return line[fields[4]].ToString().Replace("\\040", " ");
        }
        return null;
    }
}
