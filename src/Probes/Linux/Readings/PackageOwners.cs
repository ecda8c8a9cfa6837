using System.Runtime.Versioning;
using Berth.Model.Knowledge;

namespace Berth.Probes.Linux.Readings;

/// <summary>Which package installed a file, from dpkg's lists. Reads them once, and only when asked.</summary>
[SupportedOSPlatform("linux")]
sealed class PackageOwners(string root)
{
    const int MostBytes = 32 * 1024 * 1024;

    string Folder => $"{root}var/lib/dpkg/info";

    public Known<string> Of(string path)
    {
        if (!Directory.Exists(Folder)) return Known.Hidden<string>("only dpkg's packages are known to Berth");
        try
        {
            foreach (var list in Directory.EnumerateFiles(Folder, "*.list"))
                foreach (var line in TextFile.Lines(list, MostBytes))
                    if (line == path || $"/usr{line}" == path) return Known.Observed<string>(Path.GetFileNameWithoutExtension(list).Split(':')[0]);
            return Known.Observed<string>(null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Known.Hidden<string>($"{Folder} may not be read");
        }
    }
}
