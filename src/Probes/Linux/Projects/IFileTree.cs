using System.Runtime.Versioning;
using Berth.Linux.Files;
using Berth.Linux.Native;

namespace Berth.Probes.Linux.Projects;

/// <summary>The files among which a path is looked up.</summary>
[SupportedOSPlatform("linux")]
interface IFileTree
{
    /// <summary>Whether a file that is no folder is there.</summary>
    bool Has(string path);

    /// <summary>The text of a small file; null when it is missing, longer or may not be read.</summary>
    string? Read(string path, int most);

    /// <summary>The number of the user whose it is.</summary>
    uint? OwnerOf(string path);
}

/// <summary>The files that we see.</summary>
[SupportedOSPlatform("linux")]
sealed class OurFiles : IFileTree
{
    public static OurFiles Tree { get; } = new();

    public bool Has(string path) => File.Exists(path);

    public string? Read(string path, int most) => SmallFile.Read(path, most).Text;

    public uint? OwnerOf(string path) => FileStatus.Owners(path)?.User;
}

/// <summary>The files that a process sees which has others than we.</summary>
[SupportedOSPlatform("linux")]
sealed class ItsFiles(FileRoot root) : IFileTree
{
    public bool Has(string path) => root.Has(path);

    public string? Read(string path, int most) => SmallFile.Read(root, path, most).Text;

    public uint? OwnerOf(string path) => root.OwnerOf(path);
}
