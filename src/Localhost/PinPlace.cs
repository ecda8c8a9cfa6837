using System.Globalization;
using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Model.Addressing;

namespace Berth.Localhost;

/// <summary>
/// Where the hooks of projects have their names, so that they outlive `berth`: a folder for each project in the machine's BPF file
/// system, or in one of our own where there is none. Whoever calls holds the lock of <see cref="IsolationTurn"/>.
/// </summary>
[SupportedOSPlatform("linux")]
static class PinPlace
{
    const string Usual = BpfFileSystem.Usual + "/berth", Own = RuntimeFolder.Path + "/bpf";
    const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // What is root's is nobody else's to read.
    static string[] Places => CurrentUser.EffectiveId == 0 ? [Usual, Own] : [];

    /// <summary>The project's folder, made when it is missing; null with the reason.</summary>
    public static string? Make(ProjectGroup project, out string? problem)
    {
        problem = RuntimeFolder.Make();
        if (problem is not null) return null;
        if (Find(project) is { } known) return known;
        var place = BpfFileSystem.IsAt(BpfFileSystem.Usual) && RuntimeFolder.Make(Usual, OwnersFolder) is null ? Usual : MountOwn(out problem);
        if (place is null) return null;
        var folder = Path.Combine(place, Name(project));
        problem = RuntimeFolder.Make(folder, OwnersFolder);
        return problem is null ? folder : null;
    }

    /// <summary>Null when the project has none.</summary>
    public static string? Find(ProjectGroup project)
    {
        foreach (var place in Places)
        {
            var folder = Path.Combine(place, Name(project));
            if (Directory.Exists(folder) && FileStatus.IsRootsAlone(folder)) return folder;
        }
        return null;
    }

    /// <summary>Every project's folder.</summary>
    public static IEnumerable<(ProjectGroup Project, string Folder)> All()
    {
        foreach (var place in Places)
        {
            if (!Directory.Exists(place) || !FileStatus.IsRootsAlone(place)) continue;
            foreach (var folder in Directory.GetDirectories(place))
                if (Read(Path.GetFileName(folder)) is { } project) yield return (project, folder);
        }
    }

    /// <summary>When no project has pins any more, nothing is left of us there.</summary>
    public static void Tidy()
    {
        if (Places.Length == 0) return;
        if (IsEmpty(Usual)) Directory.Delete(Usual);
        if (IsEmpty(Own) && (!BpfFileSystem.IsAt(Own) || BpfFileSystem.Unmount(Own, out _))) Directory.Delete(Own);
    }

    // The kernel puts files of its own at the top of such a file system (kernel/bpf/preload).
    static bool IsEmpty(string folder) => Directory.Exists(folder) && FileStatus.IsRootsAlone(folder) && Directory.GetDirectories(folder).Length == 0;

    static string? MountOwn(out string? problem)
    {
        problem = RuntimeFolder.Make(Own, OwnersFolder);
        if (problem is not null || BpfFileSystem.IsAt(Own) || BpfFileSystem.Mount(Own, "mode=0700", out var error)) return problem is null ? Own : null;
        problem = $"a BPF file system cannot be mounted at {Own}: {error}";
        return null;
    }

    // Names there have no dots (kernel/bpf/inode.c).
    static string Name(ProjectGroup project) => string.Create(CultureInfo.InvariantCulture, $"{project.Address.V4Bits:x8}-{project.NetworkNamespace}");

    static ProjectGroup? Read(string name) =>
        name.Split('-') is [var address, var network] && uint.TryParse(address, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
        && ulong.TryParse(network, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ProjectGroup(InetAddress.V4(bits), number)
            : null;
}
