using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Model.Files;

namespace Berth.Probes.Linux.Readings;

/// <summary>Mode and owners of a path; null when it is missing or may not be seen.</summary>
[SupportedOSPlatform("linux")]
static class FileAccessReader
{
    public static AccessToFile? Read(string path, string? groups = null)
    {
        if (FileStatus.Owners(path) is not { } owners) return null;
        try
        {
            var (group, members) = groups is null ? (null, null) : Group(groups, owners.Group);
            return new AccessToFile(path, File.GetUnixFileMode(path), owners.User, group, members);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // group(5): name:password:number:members
    static (string?, IReadOnlyList<string>?) Group(string path, uint number)
    {
        foreach (var line in TextFile.Lines(path))
        {
            var fields = line.Split(':');
            if (fields.Length >= 4 && uint.TryParse(fields[2], out var id) && id == number) return (fields[0], fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries));
        }
        return (null, null);
    }
}
