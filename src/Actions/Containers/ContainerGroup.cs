using System.Text;
using Berth.Linux.ProcFs;

namespace Berth.Actions.Containers;

/// <summary>The control group of a container, from the root down to the part that carries its id.</summary>
static class ContainerGroup
{
    /// <summary>The control groups of a process, one line each as in /proc/PID/cgroup; empty when it is gone.</summary>
    public static string Of(int pid)
    {
        if (!OperatingSystem.IsLinux()) return "";
        using var proc = ProcDirectory.Open(out _);
        var buffer = new byte[16 * 1024];
        var length = proc?.Read(pid, "/cgroup"u8, buffer, out _) ?? -1;
        return length > 0 ? Encoding.UTF8.GetString(buffer, 0, length) : "";
    }

    /// <param name="group">The path of the process that is to give way.</param>
    /// <param name="lines">Those of the container's own process.</param>
    public static bool IsSame(string group, string lines, string id)
    {
        if (Root(group, id) is not { } root) return false;
        foreach (var line in lines.Split('\n'))
            if (line.IndexOf(":/", StringComparison.Ordinal) is > 0 and var at && Root(line[(at + 1)..], id) == root) return true;
        return false;
    }

    // Up to the end of the first part that holds the id; null when none does.
    static string? Root(string path, string id)
    {
        var at = path.IndexOf(id, StringComparison.Ordinal);
        if (at < 0) return null;
        var end = path.IndexOf('/', at);
        return end < 0 ? path : path[..end];
    }
}
