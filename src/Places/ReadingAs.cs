using System.Runtime.Versioning;
using Berth.Linux.Native;

namespace Berth.Places;

/// <summary>Reads files with the rights of the user who named them.</summary>
[SupportedOSPlatform("linux")]
public static class ReadingAs
{
    public static uint Ourselves => CurrentUser.EffectiveId;

    /// <summary>Null also when those rights cannot be taken: then nothing was read.</summary>
    /// <param name="read">Runs on this thread, and must not leave it.</param>
    public static T? User<T>(uint user, Func<T?> read) where T : class
    {
        try
        {
            return FileUser.Run(user, read);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
