using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.ProcFs;

/// <summary>What a walk found, and how many processes it was not allowed to look into.</summary>
public sealed record WalkResult(HeldSockets Held, int Denied);

/// <summary>
/// Finds who holds which socket by reading every descriptor link of the given processes: about 3 microseconds each, spread
/// over the processors. Sees only processes that ptrace access allows (proc_pid_fd(5)).
/// </summary>
public static unsafe class DescriptorWalk
{
    const int ChunkSize = 32 * 1024;
    const int ProcessesPerThread = 16;

    public static WalkResult Run(ProcDirectory proc, IReadOnlyList<int> pids)
    {
        var threads = Math.Clamp(pids.Count / ProcessesPerThread, 1, Environment.ProcessorCount);
        var parts = new HeldSockets[threads];
        int next = -1, denied = 0;
        void Work(int part)
        {
            var held = parts[part] = new HeldSockets();
            var buffer = (byte*)NativeMemory.Alloc(ChunkSize);
            for (int i; (i = Interlocked.Increment(ref next)) < pids.Count;)
                if (!ReadProcess(proc, pids[i], buffer, held)) Interlocked.Increment(ref denied);
            NativeMemory.Free(buffer);
        }
        var helpers = new Thread[threads - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            var part = i + 1;
            helpers[i] = new Thread(() => Work(part));
            helpers[i].Start();
        }
        Work(0);
        foreach (var helper in helpers) helper.Join();
        for (var i = 1; i < threads; i++) parts[0].AddAll(parts[i]);
        return new WalkResult(parts[0], denied);
    }

    /// <summary>
    /// The same for those of their threads that have descriptors of their own (unshare(2), CLONE_FILES), or whose process's first
    /// thread has ended.
    /// </summary>
    public static HeldSockets RunThreads(ProcDirectory proc, IReadOnlyList<int> pids)
    {
        var held = new HeldSockets();
        var buffer = (byte*)NativeMemory.Alloc(ChunkSize);
        var canCompare = ThisProcess.OwnsProc;
        foreach (var pid in pids)
        {
            var threads = proc.ThreadIds(pid);
            if (threads.Count < 2) continue;
            ulong? started = null;
            foreach (var thread in threads)
            {
                if (thread == pid) continue;
                var sharing = canCompare ? DescriptorTables.Compare(pid, thread) : TableSharing.Unknown;
                if (sharing == TableSharing.Denied) break;
                if (sharing != TableSharing.Same) Read(proc, thread, pid, started ??= StartTicks(proc, pid), buffer, held);
            }
        }
        NativeMemory.Free(buffer);
        return held;
    }

    static ulong StartTicks(ProcDirectory proc, int pid)
    {
        Span<byte> stat = stackalloc byte[1024];
        var length = proc.Read(pid, "/stat"u8, stat, out _);
        return length > 0 && ProcStat.TryParse(stat[..length], out var read) ? read.StartTicks : 0;
    }

    // False when the process may not be looked into; a process that is gone holds nothing.
    static bool ReadProcess(ProcDirectory proc, int pid, byte* buffer, HeldSockets held) => Read(proc, pid, pid, null, buffer, held);

    // /proc/TID is there for every thread, though no listing shows it (proc(5)).
    static bool Read(ProcDirectory proc, int thread, int pid, ulong? started, byte* buffer, HeldSockets held)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.Space], thread, "/fd"u8);
        var fd = proc.OpenAt(path.Bytes, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec);
        if (fd < 0) return !Errno.Last.IsDenied;
        using var directory = new FileDescriptor(fd);
        var target = stackalloc byte[64];
        for (nint length; (length = Libc.GetDents64(fd, buffer, ChunkSize)) > 0;)
        {
            foreach (var name in new DirectoryEntries(new ReadOnlySpan<byte>(buffer, (int)length)))
            {
                if (name is [(byte)'.', ..]) continue;
                nint size;
                fixed (byte* p = name) size = Libc.ReadLinkAt(fd, p, target, 64);
                if (size > 0 && TryReadSocket(new ReadOnlySpan<byte>(target, (int)size), out var inode))
                    held.Add(new HeldSocket(inode, pid, started ??= StartTicks(fd)));
            }
        }
        return true;
    }

    // By the open directory, which stays that of this very process, whoever has its number by now.
    static ulong StartTicks(int fd)
    {
        const int Space = 1024;
        var buffer = stackalloc byte[Space];
        int file;
        fixed (byte* path = "../stat\0"u8) file = Libc.OpenAt(fd, path, OpenFlags.ReadOnly | OpenFlags.CloseOnExec);
        if (file < 0) return 0;
        using var stat = new FileDescriptor(file);
        var length = Libc.Read(file, buffer, Space);
        return length > 0 && ProcStat.TryParse(new ReadOnlySpan<byte>(buffer, (int)length), out var read) ? read.StartTicks : 0;
    }

    /// <summary>Reads "socket:[12345]".</summary>
    internal static bool TryReadSocket(ReadOnlySpan<byte> link, out ulong inode)
    {
        inode = 0;
        return link.StartsWith("socket:["u8) && link[^1] == ']' && DirectoryEntries.TryReadNumber(link["socket:["u8.Length..^1], out inode);
    }
}
