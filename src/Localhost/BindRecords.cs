using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Localhost.Hooks;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>Joins what the kernel wrote down with the units that did it.</summary>
[SupportedOSPlatform("linux")]
static class BindRecords
{
    /// <summary>Those of one unit.</summary>
    public static IReadOnlyList<BindRecord> Of(IReadOnlyList<GroupBind> all, string unitFolder, IReadOnlySet<ulong> groups)
    {
        var name = UnitGroup.Read(unitFolder)?.UnitName;
        return [.. all.Where(found => groups.Contains(found.Group)).Select(found => Told(found.Bind, name))];
    }

    /// <summary>Those of every unit of a project.</summary>
    public static IReadOnlyList<BindRecord> OfProject(IReadOnlyList<GroupBind> all, string projectFolder)
    {
        var names = new Dictionary<ulong, string>();
        foreach (var (unit, folder) in LeftUnits.Of(projectFolder))
            foreach (var number in new OwnGroup(folder).Numbers()) names[number] = unit.UnitName;
        return [.. all.Select(found => Told(found.Bind, names.GetValueOrDefault(found.Group)))];
    }

    // In another pid namespace the number means another process, or none.
    static BindRecord Told(BindRecord record, string? unit) => record with { Unit = unit, Pid = ThisProcess.IsInFirstPidNamespace ? record.Pid : null };
}
