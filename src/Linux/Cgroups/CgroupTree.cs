using System.Runtime.InteropServices;
using System.Text;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;

namespace Berth.Linux.Cgroups;

/// <summary>A cgroup v2 directory's inode number, which is the cgroup's id. World-readable, like the tree itself.</summary>
public readonly record struct CgroupId(ulong Value);

/// <summary>
/// The cgroup v2 tree as it is mounted here: which path has which id, which processes are in it. Read once, by one walk over
/// the directories (a few hundred on a busy machine).
/// </summary>
public sealed unsafe class CgroupTree
{
    const int ChunkSize = 32 * 1024;
    const int MaxDepth = 32;

    readonly string mount;
    readonly Dictionary<CgroupId, string> paths = [];

    CgroupTree(string mount) => this.mount = mount;

    /// <summary>An empty tree when no cgroup v2 is mounted.</summary>
    public static CgroupTree Read(string? mountPoint)
    {
        var tree = new CgroupTree(mountPoint ?? "");
        if (mountPoint is null) return tree;
        var buffers = new Stack<nint>();
        tree.ReadFolder(mountPoint, "/", 0, buffers);
        foreach (var buffer in buffers) NativeMemory.Free((void*)buffer);
        if (FolderInode(mountPoint) is { } root) tree.paths.TryAdd(new CgroupId(root), "/");
        return tree;
    }

    /// <summary>The path below the mount, such as "/system.slice/redis.service"; null when the cgroup is gone.</summary>
    public string? Path(CgroupId id) => paths.GetValueOrDefault(id);

    /// <summary>The pids in a cgroup itself, not in its children. Empty when it is gone.</summary>
    public IReadOnlyList<int> Processes(CgroupId id)
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

    void ReadFolder(string folder, string path, int depth, Stack<nint> spare)
    {
        if (depth > MaxDepth) return;
        using var directory = FileDescriptor.OpenForReading(folder, out _, directory: true);
        if (directory is null) return;
        var buffer = spare.Count > 0 ? (byte*)spare.Pop() : (byte*)NativeMemory.Alloc(ChunkSize);
        var children = new List<string>();
        for (nint length; (length = Libc.GetDents64(directory.Number, buffer, ChunkSize)) > 0;)
        {
            var entries = new DirectoryEntries(new ReadOnlySpan<byte>(buffer, (int)length));
            while (entries.MoveNext())
            {
                if (!entries.IsDirectory || entries.Current is [(byte)'.', ..]) continue;
                var name = Encoding.UTF8.GetString(entries.Current);
                children.Add(name);
                paths.TryAdd(new CgroupId(entries.Inode), path == "/" ? "/" + name : $"{path}/{name}");
            }
        }
        spare.Push((nint)buffer);
        foreach (var name in children) ReadFolder($"{folder}/{name}", path == "/" ? "/" + name : $"{path}/{name}", depth + 1, spare);
    }

    // "." carries the folder's own number.
    static ulong? FolderInode(string folder)
    {
        using var directory = FileDescriptor.OpenForReading(folder, out _, directory: true);
        if (directory is null) return null;
        Span<byte> space = new byte[ChunkSize];
        fixed (byte* p = space)
        {
            var length = (int)Libc.GetDents64(directory.Number, p, ChunkSize);
            if (length <= 0) return null;
            var entries = new DirectoryEntries(space[..length]);
            while (entries.MoveNext())
                if (entries.Current.SequenceEqual("."u8)) return entries.Inode;
        }
        return null;
    }
}
