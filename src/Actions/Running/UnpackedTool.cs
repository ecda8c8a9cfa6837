using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Actions.Running;

/// <summary>
/// NuGet gives every file that it unpacks the mode 0744 (NuGetExtractionFileIO, 0766 less the usual mask), so the native programs of a
/// .NET tool that root installed for everybody (`--tool-path`) can be run by root alone. No step of an installation can mend that; the
/// first run by the owner does.
/// </summary>
public static class UnpackedTool
{
    // Where `dotnet tool install` keeps the files of tools, below the folder that it was told.
    const string Store = "/.store/";

    const int AsUnpacked = 0b111_100_100;
    const UnixFileMode ForEverybody = (UnixFileMode)0b111_101_101;

    /// <summary>
    /// Lets everybody run the programs who may read them anyway. Does nothing for other programs, other modes and files of other users.
    /// </summary>
    /// <param name="folder">Where the program that runs lies.</param>
    public static void LetOthersRun(string folder, params ReadOnlySpan<string> programs)
    {
        if (!OperatingSystem.IsLinux() || !folder.Contains(Store, StringComparison.Ordinal)) return;
        foreach (var program in programs) LetOthersRun(Path.Combine(folder, program));
    }

    // A failure costs nothing: the others are refused as before.
    [SupportedOSPlatform("linux")]
    static void LetOthersRun(string path)
    {
        if (FilePermissions.Find(path) is not var (plain, file)) return;
        if (file.Permissions != AsUnpacked || file.User != CurrentUser.EffectiveId) return;
        _ = FilePermissions.Change(plain, file, ForEverybody, out _);
    }
}
