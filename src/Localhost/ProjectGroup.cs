using System.Globalization;
using System.Runtime.Versioning;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;

namespace Berth.Localhost;

/// <summary>
/// The control group of one project's localhost; its units are below. The names of these groups say all that has to be known,
/// so nothing has to be written down and nothing survives a reboot.
/// </summary>
[SupportedOSPlatform("linux")]
sealed record ProjectGroup(InetAddress Address, ulong NetworkNamespace)
{
    const string Prefix = "berth-";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Address}-{NetworkNamespace}");

    public bool IsOfThisNetwork => NetworkNamespace == ThisProcess.NetworkNamespace;

    /// <summary>Null when a folder is not the group of a project.</summary>
    public static ProjectGroup? Read(string folder)
    {
        var name = Path.GetFileName(folder);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return name[Prefix.Length..].Split('-') is [var first, var second] && InetAddress.TryParse(first, out var address) && OwnAddress.IsOne(address)
            && ulong.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var network)
            ? new ProjectGroup(address, network)
            : null;
    }

    /// <summary>Every project's group on this machine, and its folder.</summary>
    public static IEnumerable<(ProjectGroup Project, string Folder)> All(CgroupPlace place)
    {
        foreach (var folder in place.Groups(Prefix + "127.*"))
            if (Read(folder) is { } group) yield return (group, folder);
    }

    /// <summary>Where the project's group is; where it is to be made when there is none.</summary>
    public string FolderIn(CgroupPlace place)
    {
        foreach (var (project, folder) in All(place))
            if (project == this) return folder;
        return Path.Combine(place.Folder, Name);
    }
}
