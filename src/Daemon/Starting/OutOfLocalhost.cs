using Berth.Linux.Cgroups;

namespace Berth.Daemon.Starting;

/// <summary>
/// A daemon that is started from inside of a project's own localhost (`berth run --isolate -- bash`, then any command) must not
/// stay there: its ports would be the project's, and it would end with the project.
/// </summary>
static class OutOfLocalhost
{
    // What a project's control group is called: "berth-127.80.1.2-...".
    static readonly string[] prefixes = ["berth-127.", "berth-run-127."];

    /// <summary>Null when this process is outside now; else why it cannot leave.</summary>
    public static string? Leave()
    {
        if (CgroupPlace.OfThisProcess() is not { } place || Outside(place.Mount, place.Folder) is not { } outside) return null;
        try
        {
            File.WriteAllText(Path.Combine(outside, "cgroup.procs"), "0");
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"it was started inside of a project's own localhost ({place.Folder}) and cannot leave it: {error.Message}. Start it outside: berth daemon start";
        }
    }

    /// <summary>The folder around the project's; null when a control group is not inside of one.</summary>
    internal static string? Outside(string mount, string folder)
    {
        var outside = mount;
        foreach (var part in Path.GetRelativePath(mount, folder).Split('/'))
        {
            if (prefixes.Any(prefix => part.StartsWith(prefix, StringComparison.Ordinal))) return outside;
            outside = Path.Combine(outside, part);
        }
        return null;
    }
}
