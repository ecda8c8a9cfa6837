using System.Runtime.Versioning;
using Berth.Linux.Native;

namespace Berth.Localhost;

/// <summary>One start or end of an isolated run at a time, so that none removes what another one just took.</summary>
[SupportedOSPlatform("linux")]
static class StateLock
{
    const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static FileLock? Take(string folder, out string? problem)
    {
        problem = null;
        try
        {
            Directory.CreateDirectory(folder, Owners);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problem = $"{folder} cannot be made: {error.Message}";
            return null;
        }
        var taken = FileLock.Take(Path.Combine(folder, "isolation.lock"), out var refused);
        if (taken is null) problem = $"{folder}/isolation.lock cannot be locked: {refused}";
        return taken;
    }
}
