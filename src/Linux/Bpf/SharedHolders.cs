using Berth.Linux.Files;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>
/// The holder iterator with a name in a BPF file system, so that a group of users may read who holds which socket without any right
/// of their own. Root puts it there; it goes with `off` and at the end of the boot.
/// </summary>
public static unsafe class SharedHolders
{
    public const string Folder = RuntimeFolder.Path + "/owners";

    /// <summary>The number is the shape's of <see cref="HolderRow"/>.</summary>
    public const string Path = Folder + "/holders-2";

    const UnixFileMode GroupPasses = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
    const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.GroupRead;

    // Every socket: what is wanted is picked by who reads.
    static readonly HolderQuestion everything = new(uint.MaxValue, [], Unix: true);

    /// <summary>Whether it is there, though maybe not for us.</summary>
    public static bool IsThere => BpfFileSystem.IsAt(Folder);

    /// <summary>Hands every row to <paramref name="read"/>; false with the reason when it is not there, not to be trusted or not for us.</summary>
    public static bool Read(HolderReader read, out string? refusal)
    {
        if (!FileStatus.IsRootsAlone(RuntimeFolder.Path) || !FileStatus.IsRootsAlone(Folder) || !BpfFileSystem.IsAt(Folder) || !FileStatus.IsRootsAlone(Path))
        {
            refusal = $"{Path} is not there, or not for this user";
            return false;
        }
        using var iterator = FileDescriptor.OpenForReading(Path, out var error);
        if (iterator is not null) return HolderIterator.Read(iterator, read, out refusal);
        refusal = $"{Path} cannot be read: {error}";
        return false;
    }

    /// <summary>Puts it into <see cref="Folder"/>, which must be there and empty, for one group. Needs root. Null, or why not.</summary>
    public static string? Put(BtfCache cache, uint group)
    {
        if (!BpfFileSystem.Mount(Folder, "mode=0700", out var error)) return $"a BPF file system cannot be mounted at {Folder}: {error}";
        if (HolderIterator.Pin(everything, cache, Path) is { } refusal) return refusal;
        if (!Give(Path, group, GroupReads, out error) || !Give(Folder, group, GroupPasses, out error)) return $"{Path} cannot be given to the group: {error}";
        return null;
    }

    /// <summary>Takes it away again; true too when it was not there. Needs root.</summary>
    public static bool Remove(out Errno error)
    {
        error = default;
        if (IsThere)
        {
            if (File.Exists(Path)) File.Delete(Path);
            if (!BpfFileSystem.Unmount(Folder, out error)) return false;
        }
        if (Directory.Exists(Folder)) Directory.Delete(Folder);
        return true;
    }

    static bool Give(string path, uint group, UnixFileMode mode, out Errno error)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            error = default;
            if (Libc.ChangeOwner(name, 0, group) < 0)
            {
                error = Errno.Last;
                return false;
            }
        }
        File.SetUnixFileMode(path, mode);
        return true;
    }
}
