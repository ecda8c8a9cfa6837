using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.ProcFs;

/// <summary>
/// Reads files below /proc (or a folder of the same shape) relative to one open directory. Any thread may read; a process
/// that is gone reads as empty with <see cref="Errno.NoEntry"/>.
/// </summary>
public sealed unsafe class ProcDirectory : IDisposable
{
    const int ChunkSize = 32 * 1024;

    readonly FileDescriptor root;

    ProcDirectory(FileDescriptor root) => this.root = root;

    public static ProcDirectory? Open(out Errno error, string path = "/proc")
    {
        var descriptor = FileDescriptor.OpenForReading(path, out error, directory: true);
        return descriptor is null ? null : new ProcDirectory(descriptor);
    }

    public void Dispose() => root.Dispose();

    /// <summary>Every pid, in the kernel's order (ascending).</summary>
    // A second descriptor: the position of a directory belongs to the open file.
    public List<int> ProcessIds() => Numbers(OpenAt("."u8, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec));

    /// <summary>Every thread of a process, the first included; empty when it is gone or hidden.</summary>
    public List<int> ThreadIds(int pid)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.Space], pid, "/task"u8);
        return Numbers(OpenAt(path.Bytes, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec));
    }

    /// <summary>The descriptors of a process that are open files of network namespaces.</summary>
    public List<int> NamespaceDescriptors(int pid)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.Space], pid, "/fd"u8);
        var found = new List<int>();
        Span<byte> link = stackalloc byte[32];
        Span<byte> target = stackalloc byte[8];
        "/fd/"u8.CopyTo(link);
        foreach (var number in Numbers(OpenAt(path.Bytes, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec)))
        {
            // "net:[4026531840]"; one below /run/netns is found there.
            Utf8Formatter.TryFormat(number, link[4..], out var length);
            var read = ReadLink(pid, link[..(4 + length)], target, out _);
            if (read >= 5 && target[..5].SequenceEqual("net:["u8)) found.Add(number);
        }
        return found;
    }

    static List<int> Numbers(int fd)
    {
        var pids = new List<int>(16);
        if (fd < 0) return pids;
        using var directory = new FileDescriptor(fd);
        var buffer = (byte*)NativeMemory.Alloc(ChunkSize);
        for (nint length; (length = Libc.GetDents64(fd, buffer, ChunkSize)) > 0;)
            foreach (var name in new DirectoryEntries(new ReadOnlySpan<byte>(buffer, (int)length)))
                if (DirectoryEntries.TryReadNumber(name, out var pid)) pids.Add((int)pid);
        NativeMemory.Free(buffer);
        return pids;
    }

    /// <summary>Reads a process's file into <paramref name="destination"/>; longer content is cut. The number of bytes, or -1 with the error.</summary>
    public int Read(int pid, ReadOnlySpan<byte> file, Span<byte> destination, out Errno error)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.Space], pid, file);
        return ReadAt(path.Bytes, destination, out error);
    }

    /// <summary>The same for a path relative to the root, zero-terminated.</summary>
    public int ReadAt(ReadOnlySpan<byte> path, Span<byte> destination, out Errno error)
    {
        var fd = OpenAt(path, OpenFlags.ReadOnly | OpenFlags.CloseOnExec);
        if (fd < 0)
        {
            error = Errno.Last;
            return -1;
        }
        using var file = new FileDescriptor(fd);
        var total = 0;
        fixed (byte* p = destination)
        {
            while (total < destination.Length)
            {
                var read = Libc.Read(fd, p + total, destination.Length - total);
                if (read < 0)
                {
                    error = Errno.Last;
                    if (error == Errno.Interrupted) continue;
                    return -1;
                }
                if (read == 0) break;
                total += (int)read;
            }
        }
        error = default;
        return total;
    }

    /// <summary>Where a process's link (cwd, exe, ns/net, a descriptor) points, or null with the error.</summary>
    public string? ReadLink(int pid, ReadOnlySpan<byte> link, out Errno error)
    {
        Span<byte> target = stackalloc byte[4096];
        var length = ReadLink(pid, link, target, out error);
        return length < 0 ? null : Encoding.UTF8.GetString(target[..length]);
    }

    public int ReadLink(int pid, ReadOnlySpan<byte> link, Span<byte> target, out Errno error)
    {
        var path = new ProcPath(stackalloc byte[ProcPath.Space], pid, link);
        fixed (byte* p = path.Bytes, t = target)
        {
            var length = (int)Libc.ReadLinkAt(root.Number, p, t, target.Length);
            error = length < 0 ? Errno.Last : default;
            return length;
        }
    }

    /// <summary>Opens a path relative to the root, zero-terminated; below zero on failure.</summary>
    internal int OpenAt(ReadOnlySpan<byte> path, int flags)
    {
        fixed (byte* p = path) return Libc.OpenAt(root.Number, p, flags);
    }
}
