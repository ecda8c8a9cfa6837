using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Model.Sockets;

namespace Berth.Probes.Linux.Sockets;

/// <summary>
/// Which of the sockets that call themselves by a path are found there: a path can be bound anew while the first server lives on,
/// and another mount namespace has files of its own.
/// </summary>
[SupportedOSPlatform("linux")]
static class UnixPaths
{
    public static void Mark(List<SocketRecord> sockets)
    {
        var byPath = new Dictionary<string, List<SocketRecord>>(StringComparer.Ordinal);
        foreach (var socket in sockets)
        {
            if (socket is not { Path: ['/', ..] path, FileId: not 0 }) continue;
            if (!byPath.TryGetValue(path, out var same)) byPath[path] = same = [];
            same.Add(socket);
        }
        foreach (var (path, same) in byPath) Mark(path, same);
    }

    static void Mark(string path, List<SocketRecord> same)
    {
        if (FileStatus.SocketFile(path) is not var (inode, device))
        {
            foreach (var socket in same) socket.IsAtItsPath = false;
            return;
        }
        // Some file systems (btrfs, overlayfs) tell stat(2) another device than sock_diag: there the inode alone decides.
        var isExact = same.Exists(socket => socket.FileId == ((ulong)device << 32 | inode));
        foreach (var socket in same)
            socket.IsAtItsPath = isExact ? socket.FileId == ((ulong)device << 32 | inode) : (uint)socket.FileId == inode;
    }
}
