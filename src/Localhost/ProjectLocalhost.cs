using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Localhost.Hooks;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>
/// A checkout's own localhost: one control group with hooks of the kernel, and below it a group for each unit (a command of
/// `berth run`, a service of the daemon). It is made with the first unit and goes with the last.
/// </summary>
[SupportedOSPlatform("linux")]
public static class ProjectLocalhost
{
    /// <summary>A group for a unit that is about to start. Processes that enter it before they make sockets have the project's localhost.</summary>
    /// <param name="state">The folder of the address book.</param>
    public static LocalhostEntry Enter(string state, LocalhostRequest request, TimeProvider clock)
    {
        if (Refusal(out var place) is { } refusal) return refusal;
        using var turn = IsolationTurn.Take(state, out var problem);
        if (turn is null) return LocalhostEntry.Refused(problem!);
        var cleared = LeftUnits.Clear(place!, clock);
        var inUse = ProjectGroup.All(place!).Select(static known => known.Project.Address.ToString()).ToHashSet();
        if (new AddressBook(state).AddressOf(request.Root, inUse, out problem) is not { } address) return LocalhostEntry.Refused(problem!);

        var project = new ProjectGroup(address, ThisProcess.NetworkNamespace);
        var projectFolder = project.FolderIn(place!);
        if (MakeGroup(projectFolder, request, out var refused) is not { } folder) return refused!;
        var unit = LocalhostUnit.Open(state, project, folder, request, cleared, clock, out refused);
        if (unit is not null) return new LocalhostEntry(unit, null, false);
        new OwnGroup(folder).Remove();
        LeftUnits.TakeAwayIfEmpty(project, projectFolder);
        return refused!;
    }

    /// <summary>
    /// The address of a checkout, for programs that bind where they are told: all of 127.0.0.0/8 is loopback already, so that takes no
    /// rights. Null with the reason.
    /// </summary>
    public static InetAddress? AddressOf(string state, string root, out string? problem)
    {
        using var turn = StateLock.Take(state, out problem);
        return turn is null ? null : new AddressBook(state).AddressOf(root, new HashSet<string>(), out problem);
    }

    /// <summary>The checkout that has an address; null when none has, or its book is not ours to read.</summary>
    public static string? RootOf(string state, InetAddress address) => new AddressBook(state).RootOf(address);

    /// <summary>Takes a service's unit over that another process started: it is looked after as one of <see cref="Enter"/>.</summary>
    /// <param name="groupFolder">As <see cref="LocalhostUnit.GroupFolder"/> said.</param>
    public static LocalhostEntry Adopt(string state, string groupFolder, LocalhostRequest request, TimeProvider clock)
    {
        if (Refusal(out var place) is { } refusal) return refusal;
        using var turn = IsolationTurn.Take(state, out var problem);
        if (turn is null) return LocalhostEntry.Refused(problem!);
        if (UnitGroup.Read(groupFolder) is not { Kind: UnitKind.Service } || ProjectGroup.Read(Path.GetDirectoryName(groupFolder) ?? "") is not { IsOfThisNetwork: true } project)
            return LocalhostEntry.Refused($"{groupFolder} is not the control group of a service here");
        if (!Directory.Exists(groupFolder)) return LocalhostEntry.Refused($"the control group {groupFolder} is gone");
        var unit = LocalhostUnit.Open(state, project, groupFolder, request, 0, clock, out var refused);
        return unit is null ? refused! : new LocalhostEntry(unit, null, false);
    }

    /// <summary>What became of binds of every unit of a checkout, in no order. Empty when it has no localhost, or one that is not pinned.</summary>
    public static IReadOnlyList<BindRecord> RecordsOf(string state, string root)
    {
        if (CgroupPlace.OfThisProcess() is not { } place || new AddressBook(state).Known(root) is not { } address) return [];
        var project = new ProjectGroup(address, ThisProcess.NetworkNamespace);
        return PinPlace.Find(project) is { } pins ? BindRecords.OfProject(OwnLocalhost.Records(pins), project.FolderIn(place)) : [];
    }

    /// <summary>
    /// Ends the commands whose `berth run` was killed, and takes away every localhost that nobody is in any more. A service that
    /// has processes is left: its daemon takes it over.
    /// </summary>
    /// <returns>How many commands there were.</returns>
    public static int Sweep(string state, TimeProvider clock)
    {
        if (CgroupPlace.OfThisProcess() is not { } place) return 0;
        using var turn = IsolationTurn.Take(state, out _);
        return turn is null ? 0 : LeftUnits.Clear(place, clock);
    }

    static LocalhostEntry? Refusal(out CgroupPlace? place)
    {
        place = CgroupPlace.OfThisProcess();
        if (!OwnLocalhost.IsAllowed()) return LocalhostEntry.NoRight("the kernel allows it only with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON");
        return place is null ? LocalhostEntry.Refused("no control groups of version 2 are mounted here (mount -t cgroup2)") : null;
    }

    static string? MakeGroup(string projectFolder, LocalhostRequest request, out LocalhostEntry? refused)
    {
        refused = null;
        for (var number = 0; ; number++)
        {
            if (UnitGroup.OfThisProcess(request.Kind, request.UnitName, number) is not { } unit)
            {
                refused = LocalhostEntry.Refused("/proc does not show this process");
                return null;
            }
            var folder = Path.Combine(projectFolder, unit.Name);
            if (Directory.Exists(folder)) continue;
            try
            {
                Directory.CreateDirectory(folder);
                return folder;
            }
            catch (UnauthorizedAccessException)
            {
                refused = LocalhostEntry.NoRight($"a control group may not be made in {Path.GetDirectoryName(projectFolder)}");
                return null;
            }
            catch (IOException error)
            {
                refused = LocalhostEntry.Refused($"a control group cannot be made in {Path.GetDirectoryName(projectFolder)}: {error.Message}");
                return null;
            }
        }
    }
}
