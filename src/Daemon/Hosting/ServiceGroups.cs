using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;

namespace Berth.Daemon.Hosting;

/// <summary>
/// Control groups for services that share the machine's localhost: so that all of a service can be found and ended. As far as the system lets
/// us. The name of a group says whose it is: the daemons of one state folder, and which of them made it.
/// </summary>
sealed class ServiceGroups(string state)
{
    const string Prefix = "berth-service-";

    static int count;

    readonly string family = Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(state)).AsSpan(0, 4));

    /// <summary>Null where none can be made.</summary>
    public OwnGroup? Make(string service)
    {
        if (CgroupPlace.OfThisProcess() is not { } place) return null;
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{Prefix}{service}-{family}-{Environment.ProcessId}-{ThisProcess.StartTicks(Environment.ProcessId) ?? 0}-{ThisProcess.PidNamespace}-{Interlocked.Increment(ref count)}");
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

    /// <summary>Groups of daemons of this state that are gone.</summary>
    public IReadOnlyList<OwnGroup> Left() => CgroupPlace.OfThisProcess() is { } place
        ? [.. place.Groups(Prefix + "*").Where(folder => IsLeft(Path.GetFileName(folder))).Select(static folder => new OwnGroup(folder))]
        : [];

    bool IsLeft(string name)
    {
        var parts = name.Split('-');
        return parts.Length >= 7 && parts[^5] == family
            && int.TryParse(parts[^4], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && ulong.TryParse(parts[^3], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            // Numbers of another pid namespace mean others here.
            && parts[^2] == ThisProcess.PidNamespace.ToString(CultureInfo.InvariantCulture)
            && ThisProcess.StartTicks(pid) != start;
    }
}
