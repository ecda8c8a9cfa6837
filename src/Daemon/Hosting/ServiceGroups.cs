using System.Globalization;
using Berth.Linux.Cgroups;

namespace Berth.Daemon.Hosting;

/// <summary>Control groups for services that share the machine's localhost: so that all of a service can be found and ended. As far as the system lets us.</summary>
static class ServiceGroups
{
    const string Prefix = "berth-service-";

    static int count;

    /// <summary>Null where none can be made.</summary>
    public static OwnGroup? Make(string service)
    {
        if (CgroupPlace.OfThisProcess() is not { } place) return null;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{service}-{Environment.ProcessId}-{Interlocked.Increment(ref count)}");
        var group = new OwnGroup(Path.Combine(place.Folder, name));
        try
        {
            Directory.CreateDirectory(group.Folder);
            // A folder that may be made need not take processes in (cgroups(7), "delegation").
            using var entrance = new FileStream(group.Entrance, FileMode.Open, FileAccess.Write);
            return group;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            group.Remove();
            return null;
        }
    }
}
