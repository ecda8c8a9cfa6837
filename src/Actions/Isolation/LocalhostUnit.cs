using System.Runtime.Versioning;
using Berth.Linux.Bpf.Localhost;
using Berth.Linux.Cgroups;
using Berth.Linux.Native;
using Berth.Linux.Netlink;
using Berth.Model;

namespace Berth.Actions.Isolation;

/// <summary>
/// One unit's group in its project's localhost: made before its first process starts, ended after its last one. May be used
/// from several threads.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LocalhostUnit
{
    readonly string state;
    readonly ProjectGroup project;
    readonly OwnLocalhost held;
    readonly TimeProvider clock;

    LocalhostUnit(string state, ProjectGroup project, OwnGroup group, OwnLocalhost held, TimeProvider clock) =>
        (this.state, this.project, Group, this.held, this.clock) = (state, project, group, held, clock);

    public InetAddress Address => project.Address;

    /// <summary>Null where IPv6 is off.</summary>
    public InetAddress? AddressV6 { get; private init; }

    public OwnGroup Group { get; }

    public string GroupFolder => Group.Folder;

    /// <summary>Where a process enters: the group's cgroup.procs.</summary>
    public string Entrance => Group.Entrance;

    /// <summary>The group's number, as sockets carry it.</summary>
    public ulong GroupId { get; private init; }

    /// <summary>Commands of killed `berth run`s that were ended first.</summary>
    public int Cleared { get; private init; }

    internal static LocalhostUnit? Open(string state, CgroupPlace place, ProjectGroup project, string folder, LocalhostRequest request, int cleared, TimeProvider clock, out LocalhostEntry? refused)
    {
        var own6 = OwnAddress.V6Of(project.Address);
        var hasV6 = LoopbackAddress.Add(own6, out _);
        var made = OwnLocalhost.Attach(folder, new OwnAddresses(project.Address, hasV6 ? own6 : null), request.Declared);
        refused = made.Localhost is not null ? null : made.IsDenied ? LocalhostEntry.NoRight(made.Refusal!) : LocalhostEntry.Refused(made.Refusal!);
        return made.Localhost is not { } localhost ? null : new LocalhostUnit(state, project, new OwnGroup(folder), localhost, clock)
        {
            AddressV6 = hasV6 ? own6 : null,
            GroupId = FileStatus.Inode(folder) ?? 0,
            Cleared = cleared,
        };
    }

    /// <summary>
    /// Ends every process that is left in the group, and takes the group away; with the project's last unit its localhost too.
    /// False when something could not be ended. May be called again.
    /// </summary>
    public bool End(StopPolicy stop)
    {
        var isGone = GroupEnding.End(Group, stop, clock);
        held.Dispose();
        using var turn = StateLock.Take(state, out _);
        if (isGone) LeftUnits.TakeAwayIfEmpty(project, Path.GetDirectoryName(GroupFolder)!);
        return isGone;
    }
}
