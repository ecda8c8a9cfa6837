using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.Namespaces;
using Berth.Linux.Native;
using Berth.Linux.Netlink;
using Berth.Localhost.Hooks;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>Clears up what nobody watches over any more. Whoever calls holds the lock of <see cref="IsolationTurn"/>.</summary>
[SupportedOSPlatform("linux")]
static class LeftUnits
{
    static readonly StopPolicy stop = new(15, TimeSpan.FromSeconds(2)); // SIGTERM

    /// <summary>How many commands of killed `berth run`s were ended in this network.</summary>
    public static int Clear(CgroupPlace place, TimeProvider clock)
    {
        var cleared = 0;
        foreach (var (project, folder) in ProjectGroup.All(place))
        {
            // Who works in another network clears up there.
            if (!project.IsOfThisNetwork && NetworkPresence.Has(project.NetworkNamespace)) continue;
            foreach (var (unit, unitFolder) in Of(folder))
            {
                var group = new OwnGroup(unitFolder);
                if (!unit.IsLeft || !IsOurs(unitFolder) || unit.Kind == UnitKind.Service && group.Processes().Count > 0) continue;
                if (GroupEnding.End(group, stop, clock) && unit.Kind == UnitKind.Run && project.IsOfThisNetwork) cleared++;
            }
            TakeAwayIfEmpty(project, folder);
        }
        RemoveDeadPins(place);
        return cleared;
    }

    public static IEnumerable<(UnitGroup Unit, string Folder)> Of(string projectFolder)
    {
        foreach (var folder in Below(projectFolder))
            if (UnitGroup.Read(folder) is { } unit) yield return (unit, folder);
    }

    /// <summary>Takes the project's localhost away when no unit is left in it.</summary>
    public static void TakeAwayIfEmpty(ProjectGroup project, string folder)
    {
        if (Below(folder).Length > 0) return;
        // The group goes last: as long as it is there, the next one knows that there is something to take away.
        RemoveAddress(project);
        if (PinPlace.Find(project) is { } pins) OwnLocalhost.Remove(pins);
        new OwnGroup(folder).Remove();
        if (project.IsOfThisNetwork) RemoveMark();
        PinPlace.Tidy();
    }

    // All projects of this network share it.
    static void RemoveMark()
    {
        if (CgroupPlace.OfThisProcess() is { } place && !ProjectGroup.All(place).Any(static known => known.Project.IsOfThisNetwork)) LoopbackAddress.Remove(OwnNetwork.Mark, out _);
    }

    // Somebody else removed the group: its programs are attached to nothing, but in memory still.
    static void RemoveDeadPins(CgroupPlace place)
    {
        var groups = ProjectGroup.All(place).Select(static known => known.Project).ToHashSet();
        foreach (var (project, pins) in PinPlace.All())
        {
            if (groups.Contains(project) || OwnLocalhost.IsAttached(pins)) continue;
            RemoveAddress(project);
            OwnLocalhost.Remove(pins);
        }
        PinPlace.Tidy();
    }

    static void RemoveAddress(ProjectGroup project)
    {
        if (!project.IsOfThisNetwork) return;
        LoopbackAddress.Remove(OwnAddress.V6Of(project.Address), out _);
        LoopbackAddress.Remove(project.Address, out _);
    }

    static bool IsOurs(string folder) => CurrentUser.EffectiveId is var us && (us == 0 || FileStatus.Owners(folder)?.User == us);

    static string[] Below(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
