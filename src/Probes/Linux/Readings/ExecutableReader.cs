using System.Runtime.Versioning;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Readings;

/// <summary>Looks at the programs that processes run. Only what is odd about them costs more than a look at the path.</summary>
[SupportedOSPlatform("linux")]
sealed class ExecutableReader(string root)
{
    const string Deleted = " (deleted)"; // proc_pid_exe(5)

    readonly PackageOwners packages = new(root);

    public IReadOnlyDictionary<string, ExecutableFile> Read(IEnumerable<ProcessFacts> processes)
    {
        var files = new Dictionary<string, ExecutableFile>();
        foreach (var process in processes)
            if (process is { SeesOtherFiles: false, Executable.Value: { } path } && !files.ContainsKey(path)) files[path] = Look(path);
        return files;
    }

    ExecutableFile Look(string path)
    {
        var isDeleted = path.EndsWith(Deleted, StringComparison.Ordinal);
        var plain = isDeleted ? path[..^Deleted.Length] : path;
        var isShared = IsBelowSharedFolder(plain);
        var package = isDeleted || isShared ? packages.Of(plain) : default;
        return new ExecutableFile(plain, isDeleted, File.Exists(plain) ? File.GetLastWriteTimeUtc(plain) : null, package, isShared);
    }

    // A folder that everybody may write to, such as /tmp or /dev/shm, or a file in one below it that is so too.
    static bool IsBelowSharedFolder(string path)
    {
        try
        {
            for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder) && folder != "/"; folder = Path.GetDirectoryName(folder))
                if (Directory.Exists(folder) && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0) return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A folder that we may not look into is not everybody's.
        }
        return false;
    }
}
