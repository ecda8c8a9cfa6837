using System.Runtime.Versioning;

namespace Berth.Linux.Files;

/// <summary>Where small facts about the kernel are kept: /var/cache/berth for root, the user's cache folder otherwise.</summary>
[SupportedOSPlatform("linux")]
public static class CacheFolder
{
    /// <summary>Null when the user has no home: then nothing is kept.</summary>
    public static string? Path
    {
        get
        {
            // Never a user's folder as root: sudo may keep HOME, and the files would be root's.
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } chosen && System.IO.Path.IsPathRooted(chosen) && !IsSudo) return chosen + "/berth";
            if (Berth.Linux.Native.CurrentUser.EffectiveId == 0) return "/var/cache/berth";
            return Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home + "/.cache/berth" : null;
        }
    }

    static bool IsSudo => Environment.GetEnvironmentVariable("SUDO_UID") is not null;
}
