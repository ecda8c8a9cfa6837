using System.Runtime.Versioning;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Picks the line of /proc/PID/cgroup that tells the most: cgroup v2 ("0::/path"), but on a machine where systemd or a
/// container engine still uses v1, the line that names them (cgroups(7)).
/// </summary>
[SupportedOSPlatform("linux")]
static class CgroupPath
{
    public static string Choose(string text)
    {
        string? unified = null, systemd = null, longest = null;
        foreach (var entry in text.Split('\n'))
        {
            var line = entry.AsSpan();
            var first = line.IndexOf(':');
            if (first < 0) continue;
            var second = line[(first + 1)..].IndexOf(':');
            if (second < 0) continue;
            var controllers = line.Slice(first + 1, second);
            var path = line[(first + second + 2)..].ToString();
            if (controllers.IsEmpty) unified = path;
            else if (controllers.SequenceEqual("name=systemd")) systemd = path;
            else if (longest is null || path.Length > longest.Length) longest = path;
        }
        if (unified is not (null or "/")) return unified;
        if (systemd is not (null or "/")) return systemd;
        if (longest is not (null or "/")) return longest;
        return "/";
    }
}
