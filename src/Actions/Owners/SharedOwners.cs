using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Actions.Owners;

/// <summary>
/// Lets a group of users see who holds every socket: root shares the kernel's own list with them. Off unless it is turned on; ends
/// with the boot at the latest.
/// </summary>
[SupportedOSPlatform("linux")]
public static class SharedOwners
{
    /// <summary>For users of one group; for another group than before when it is on already.</summary>
    /// <param name="group">A name or a number.</param>
    /// <param name="state">A folder for what is read from the kernel once.</param>
    public static SharingResult TurnOn(string group, string state)
    {
        if (CurrentUser.EffectiveId != 0) return SharingResult.NoRight;
        if (UserGroup.Find(group) is not { } number) return new SharingResult($"there is no group '{group}'", false);
        // The list speaks of pids as the first namespace counts them.
        if (!ThisProcess.IsInFirstPidNamespace) return new SharingResult("this is not the first pid namespace of the machine, as in a container", false);
        if (TurnOff() is { Refusal: not null } stuck) return stuck;
        var problem = RuntimeFolder.Make() ?? RuntimeFolder.Make(SharedHolders.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
            ?? SharedHolders.Put(new BtfCache(state), number);
        if (problem is not null) SharedHolders.Remove(out _);
        return new SharingResult(problem, false);
    }

    /// <summary>Nothing happens when it is off.</summary>
    public static SharingResult TurnOff()
    {
        if (CurrentUser.EffectiveId != 0) return SharingResult.NoRight;
        return SharedHolders.Remove(out var error) ? new SharingResult(null, false) : new SharingResult($"{SharedHolders.Folder} cannot be unmounted: {error}", false);
    }

    public static SharingState State()
    {
        if (!SharedHolders.IsThere || FileStatus.Owners(SharedHolders.Folder) is not { } owners) return new SharingState(null, false, null);
        var works = SharedHolders.Read(static (_, _) => { }, out var refusal);
        return new SharingState(UserGroup.Name(owners.Group), works, refusal);
    }
}

/// <param name="Refusal">Null when it was done.</param>
/// <param name="TakesMoreRights">Another user may.</param>
public sealed record SharingResult(string? Refusal, bool TakesMoreRights)
{
    internal static readonly SharingResult NoRight = new("it takes root", true);
}

/// <param name="Group">Whose users may read the list; null: it is off.</param>
/// <param name="IsForUs">This user may.</param>
/// <param name="Refusal">Why not.</param>
public sealed record SharingState(string? Group, bool IsForUs, string? Refusal);
