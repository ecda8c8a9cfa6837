using System.Runtime.InteropServices;
using System.Text;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Linux.Cgroups;

/// <summary>
/// The cgroup v2 tree as it is mounted here: which path has which id, which processes are in it. Read once, by one walk over
/// the directories (a few hundred on a busy machine). A cgroup's id is the inode number of its directory.
/// </summary>
public sealed unsafe class CgroupTree
{
    const int ChunkSize = 32 * 1024;
    const int MaxDepth = 32;

    readonly string mount;
    readonly Dictionary<ulong, string> paths = [];

    CgroupTree(string mount) => this.mount = mount;

    /// <summary>An empty tree when no cgroup v2 is mounted.</summary>
    public static CgroupTree Read(string? mountPoint)
    {
        var tree = new CgroupTree(mountPoint ?? "");
        if (mountPoint is null) return tree;
        var buffer = (byte*)NativeMemory.Alloc(ChunkSize);
        tree.ReadFolder(mountPoint, "/", 0, buffer);
        NativeMemory.Free(buffer);
        return tree;
    }

    /// <summary>The path below the mount, such as "/system.slice/redis.service"; null when the cgroup is gone.</summary>
    public string? Path(ulong id) => paths.TryGetValue(id, out var path) ? path : null;

    /// <summary>The pids in a cgroup itself, not in its children. Empty when it is gone.</summary>
    public IReadOnlyList<int> Processes(ulong id)
    {
        if (Path(id) is not { } path) return [];
        try
        {
            var pids = new List<int>();
            foreach (var line in File.ReadLines($"{mount}{path}/cgroup.procs"))
                if (int.TryParse(line, out var pid) && pid > 0) pids.Add(pid);
            return pids;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    void ReadFolder(string folder, string path, int depth, byte* buffer)
    {
        if (depth > MaxDepth) return;
        using var directory = FileDescriptor.OpenForReading(folder, out _, directory: true);
        if (directory is null) return;
        var children = new List<string>();
        for (nint length; (length = Libc.GetDents64(directory.Number, buffer, ChunkSize)) > 0;)
        {
            var entries = new DirectoryEntries(new ReadOnlySpan<byte>(buffer, (int)length));
            while (entries.MoveNext())
            {
                if (!entries.IsDirectory) continue;
                if (entries.Current.SequenceEqual("."u8)) paths.TryAdd(entries.Inode, path);
                else if (!entries.Current.SequenceEqual(".."u8)) children.Add(Encoding.UTF8.GetString(entries.Current));
            }
        }
        foreach (var name in children) ReadFolder($"{folder}/{name}", path == "/" ? "/" + name : $"{path}/{name}", depth + 1, buffer);
    }
}
