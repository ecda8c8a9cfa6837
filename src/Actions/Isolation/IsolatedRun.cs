using System.Runtime.Versioning;
using Berth.Linux.Bpf.Localhost;
using Berth.Linux.Cgroups;
using Berth.Linux.Native;
using Berth.Linux.Netlink;
using Berth.Model;

namespace Berth.Actions.Isolation;

/// <summary>
/// A control group with a localhost of its own for one command: made before it starts, gone after it has ended, with all that
/// the command started.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class IsolatedRun
{
    static readonly TimeSpan grace = TimeSpan.FromSeconds(5);

    readonly string state;
    readonly CgroupPlace place;
    readonly RunGroup name;
    readonly OwnGroup group;
    readonly OwnLocalhost localhost;
    readonly TimeProvider clock;

    IsolatedRun(string state, CgroupPlace place, RunGroup name, OwnGroup group, OwnLocalhost localhost, TimeProvider clock) =>
        (this.state, this.place, this.name, this.group, this.localhost, this.clock) = (state, place, name, group, localhost, clock);

    public InetAddress Address => name.Address;

    /// <summary>Null where IPv6 is off.</summary>
    public InetAddress? AddressV6 { get; private init; }

    /// <summary>Where a process enters: the group's cgroup.procs.</summary>
    public string Entrance => group.Entrance;

    /// <summary>The group's number, as sockets carry it.</summary>
    public ulong GroupId { get; private init; }

    /// <summary>Runs of killed `berth run`s that were cleared up first.</summary>
    public int Cleared { get; private init; }

    /// <param name="state">The folder of the address book.</param>
    /// <param name="root">The checkout's folder.</param>
    /// <param name="declared">Ports that are the project's even while nobody listens.</param>
    public static IsolationResult Start(string state, string root, IReadOnlyList<Port> declared, TimeProvider clock)
    {
        if (!OwnLocalhost.IsAllowed()) return IsolationResult.NoRight("the kernel allows it only with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON");
        if (CgroupPlace.OfThisProcess() is not { } place) return IsolationResult.Refused("no control groups of version 2 are mounted here (mount -t cgroup2)");
        using var turn = StateLock.Take(state, out var problem);
        if (turn is null) return IsolationResult.Refused(problem!);
        var cleared = LeftRuns.Clear(place, clock);
        if (new AddressBook(state).AddressOf(root, RunGroup.All(place).Select(static run => run.Group.Address.ToString()).ToHashSet(), out problem) is not { } address) return IsolationResult.Refused(problem!);
        if (RunGroup.OfThisProcess(address) is not { } name) return IsolationResult.Refused("/proc does not show this process");

        var group = new OwnGroup(Path.Combine(place.Folder, name.Name));
        try
        {
            Directory.CreateDirectory(group.Folder);
        }
        catch (UnauthorizedAccessException)
        {
            return IsolationResult.NoRight($"a control group may not be made in {place.Folder}");
        }
        catch (IOException error)
        {
            return IsolationResult.Refused($"a control group cannot be made in {place.Folder}: {error.Message}");
        }

        var own6 = OwnAddress.V6Of(address);
        var hasV6 = LoopbackAddress.Add(own6, out _);
        var made = OwnLocalhost.Attach(group.Folder, new OwnAddresses(address, hasV6 ? own6 : null), declared);
        if (made.Localhost is { } localhost)
        {
            return new IsolationResult(new IsolatedRun(state, place, name, group, localhost, clock)
            {
                AddressV6 = hasV6 ? own6 : null,
                GroupId = FileStatus.Inode(group.Folder) ?? 0,
                Cleared = cleared,
            }, null, false);
        }
        group.Remove();
        LeftRuns.RemoveAddress(place, name);
        return made.IsDenied ? IsolationResult.NoRight(made.Refusal!) : IsolationResult.Refused(made.Refusal!);
    }

    /// <summary>Ends what the command left running, then takes everything away. False when something could not be ended.</summary>
    public bool End()
    {
        var isGone = GroupEnding.End(group, grace, clock);
        localhost.Dispose();
        using var turn = StateLock.Take(state, out _);
        if (isGone) LeftRuns.RemoveAddress(place, name);
        return isGone;
    }
}

/// <summary>The run, or why there is none.</summary>
/// <param name="TakesMoreRights">Another user may.</param>
public sealed record IsolationResult(IsolatedRun? Run, string? Refusal, bool TakesMoreRights)
{
    internal static IsolationResult Refused(string reason) => new(null, reason, false);

    internal static IsolationResult NoRight(string reason) => new(null, reason, true);
}
