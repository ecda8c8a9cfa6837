using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Cgroups;
using Berth.Linux.Netlink;
using Berth.Localhost.Hooks;
using Berth.Model.Addressing;
using Berth.Model.Services;

namespace Berth.Localhost;

/// <summary>
/// One unit's group in its project's localhost: made before its first process starts, ended after its last one. May be used
/// from several threads.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LocalhostUnit
{
    readonly string state;
    readonly ProjectGroup project;
    readonly OwnLocalhost localhost;
    readonly TimeProvider clock;

    LocalhostUnit(string state, ProjectGroup project, OwnGroup group, OwnLocalhost localhost, TimeProvider clock) =>
        (this.state, this.project, Group, this.localhost, this.clock) = (state, project, group, localhost, clock);

    public InetAddress Address => project.Address;

    /// <summary>Null where IPv6 is off.</summary>
    public InetAddress? AddressV6 { get; private init; }

    public OwnGroup Group { get; }

    public string GroupFolder => Group.Folder;

    /// <summary>Where a process enters: the group's cgroup.procs.</summary>
    public string Entrance => Group.Entrance;

    /// <summary>Why the hooks end with this process, however it ends; null when they stay until <see cref="End"/>, or a sweep.</summary>
    public string? NotPinned { get; private init; }

    /// <summary>Commands of killed `berth run`s that were ended first.</summary>
    public int Cleared { get; private init; }

    internal static LocalhostUnit? Open(string state, ProjectGroup project, string folder, LocalhostRequest request, int cleared, TimeProvider clock, out LocalhostEntry? refused)
    {
        var own6 = OwnAddress.V6Of(project.Address);
        var hasV6 = LoopbackAddress.Add(own6, out _);
        // glibc's getaddrinfo (AI_ADDRCONFIG, as node asks) sees only addresses that an interface has besides 127.0.0.1 and ::1: with the
        // one for IPv6 alone, localhost on a machine without a network would have no IPv4 address.
        if (hasV6) LoopbackAddress.Add(OwnNetwork.Mark, out _);
        // All of 127.0.0.0/8 is loopback without it, and where it is listed, servers of other projects find it and bind it.
        LoopbackAddress.Remove(project.Address, out _);
        // Without pins the hooks are this process's, so they are its unit's alone.
        var pins = PinPlace.Make(project, out var notPinned);
        var made = OwnLocalhost.Attach(pins is null ? folder : Path.GetDirectoryName(folder)!, new OwnAddresses(project.Address, hasV6 ? own6 : null), pins, new BtfCache(state));
        var problem = made.Refusal ?? made.Localhost!.Rule(request.Wildcard, request.Declared, request.Exposed);
        refused = problem is null ? null : made.IsDenied ? LocalhostEntry.NoRight(problem) : LocalhostEntry.Refused(problem);
        if (problem is not null) made.Localhost?.Dispose();
        return problem is not null ? null : new LocalhostUnit(state, project, new OwnGroup(folder), made.Localhost!, clock)
        {
            AddressV6 = hasV6 ? own6 : null,
            Cleared = cleared,
            NotPinned = notPinned,
        };
    }

    /// <summary>The numbers of the group and of those below it, as sockets carry them.</summary>
    public IReadOnlySet<ulong> GroupNumbers() => Group.Numbers();

    /// <summary>What became of the unit's binds, in no order. Of groups below it that are gone it is forgotten.</summary>
    public IReadOnlyList<BindRecord> Records() => BindRecords.Of(localhost.Records(), GroupFolder, Group.Numbers());

    /// <summary>
    /// Ends every process that is left in the group, and takes the group away; with the project's last unit its localhost too.
    /// False when something could not be ended. May be called again.
    /// </summary>
    public bool End(StopPolicy stop)
    {
        var isGone = GroupEnding.End(Group, stop, clock);
        localhost.Dispose();
        using var turn = IsolationTurn.Take(state, out _);
        if (isGone) LeftUnits.TakeAwayIfEmpty(project, Path.GetDirectoryName(GroupFolder)!);
        return isGone;
    }
}
