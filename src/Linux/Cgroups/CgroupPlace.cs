namespace Berth.Linux.Cgroups;

/// <summary>Where cgroup v2 is mounted, and where in it this process is.</summary>
/// <param name="Folder">Our own control group.</param>
public sealed record CgroupPlace(string Mount, string Folder)
{
    /// <summary>Null when no cgroup v2 is mounted, or our place is not below it.</summary>
    public static CgroupPlace? OfThisProcess()
    {
        try
        {
            if (CgroupMount.Find(File.ReadAllText("/proc/self/mountinfo")) is not { } mount) return null;
            foreach (var line in File.ReadLines("/proc/self/cgroup"))
            {
                // "0::/user.slice": hierarchy 0 is v2 (cgroups(7))
                if (!line.StartsWith("0::/", StringComparison.Ordinal)) continue;
                var folder = Path.Join(mount, line["0::/".Length..]);
                return File.Exists(Path.Combine(folder, "cgroup.procs")) ? new CgroupPlace(mount, folder) : null;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
        return null;
    }

    /// <summary>Every control group of the machine whose name begins so, as folders.</summary>
    public IReadOnlyList<string> Groups(string prefix)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(Mount, prefix + "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 32 })];
        }
        catch (IOException)
        {
            return []; // a group went while it was walked: the next look finds the rest
        }
    }
}
