using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Places;

/// <summary>
/// The folders whose files are obeyed although they are another user's (`berth trust`): a path a line, in the folder of what a
/// person decided. Under sudo they are root's decisions, not those of who called it.
/// </summary>
[SupportedOSPlatform("linux")]
public static class TrustedFolders
{
    const string Heading = "# Folders whose berth.yaml, Procfile and environment files Berth obeys, whoever they belong to (berth trust).";

    static string? Place => UserFolders.Configuration is { } folder ? $"{folder}/trusted" : null;

    /// <summary>Whose files are obeyed here.</summary>
    /// <param name="caller">Who called sudo, or for whom the daemon works; null when nobody did.</param>
    public static FileTrust Trust(uint? caller) => new(CurrentUser.EffectiveId, caller, All());

    /// <summary>In the order in which they were trusted. None when the file is missing, or is somebody else's.</summary>
    public static IReadOnlyList<string> All() => Place is { } place && UserFile.Read(place).Text is { } text
        ? [.. text.Split('\n').Where(static line => line.StartsWith('/'))]
        : [];

    /// <summary>Null when it was written; else why not.</summary>
    public static string? Write(IReadOnlyList<string> folders)
    {
        if (Place is not { } place) return "there is no home to keep it in: set HOME or XDG_CONFIG_HOME";
        try
        {
            UserFile.Write(place, Encoding.UTF8.GetBytes(string.Join('\n', [Heading, .. folders, ""])));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{place} cannot be written: {error.Message}";
        }
    }
}
