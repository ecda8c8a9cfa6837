using Berth.Linux.Native;

namespace Berth.Probes.Rights;

/// <summary>The rights with which one reads what services send: none that root has more than others.</summary>
public static class SpeakingRights
{
    /// <summary>Lays root's rights down, in all threads.</summary>
    /// <param name="forGood">Nothing needs them again; else they are taken up again when the result is disposed.</param>
    /// <returns>Null when there is nothing to dispose.</returns>
    public static IDisposable? LayDown(bool forGood)
    {
        if (!OperatingSystem.IsLinux()) return null;
        if (!forGood) return RootRights.LayDown();
        RootRights.LayDownForGood();
        return null;
    }
}
