using System.Text;

namespace Berth.Linux.Native;

/// <summary>An open file descriptor, closed once. Not for sharing between threads.</summary>
public sealed class FileDescriptor(int number) : IDisposable
{
    int number = number;

    public int Number => number;

    public void Dispose()
    {
        var closing = Interlocked.Exchange(ref number, -1);
        if (closing >= 0) _ = Libc.Close(closing);
    }

    /// <summary>Opens a path for reading, close-on-exec, without waiting; null with the error when it cannot.</summary>
    /// <param name="follow">Whether a link as the last component is followed.</param>
    public static FileDescriptor? OpenForReading(string path, out Errno error, bool directory = false, bool follow = true) =>
        Open(path, Reading | (directory ? OpenFlags.Directory : 0) | (follow ? 0 : OpenFlags.NoFollow), out error);

    /// <summary>A place in the file system, which can be asked what is there, and not read: no device is started, no pipe waited for.</summary>
    /// <param name="follow">Whether a link as the last component is followed; else the link itself is the place.</param>
    public static FileDescriptor? OpenPlace(string path, bool follow, out Errno error) =>
        Open(path, OpenFlags.PlaceOnly | OpenFlags.CloseOnExec | (follow ? 0 : OpenFlags.NoFollow), out error);

    /// <summary>The file at this very place, for reading; null with the error, ENOENT where /proc is not mounted.</summary>
    public FileDescriptor? Reopen(out Errno error) => Open($"/proc/self/fd/{number}", Reading, out error);

    /// <summary>Reads once from where the file stands; the number of bytes, 0 at the end, below zero on failure.</summary>
    public unsafe int Read(Span<byte> destination)
    {
        fixed (byte* p = destination) return (int)Libc.Read(number, p, destination.Length);
    }

    /// <summary>Neither a device nor a pipe nor a folder, so that reading it ends.</summary>
    public bool IsRegularFile => FileStatus.IsRegular(number);

    const int Reading = OpenFlags.ReadOnly | OpenFlags.CloseOnExec | OpenFlags.NonBlocking | OpenFlags.NoTerminal;

    static FileDescriptor? Open(string path, int flags, out Errno error)
    {
        var fd = OpenRaw(path, flags);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new FileDescriptor(fd);
    }

    static unsafe int OpenRaw(string path, int flags)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (Encoding.UTF8.GetMaxByteCount(path.Length) >= bytes.Length) bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        var length = Encoding.UTF8.GetBytes(path, bytes);
        bytes[length] = 0;
        fixed (byte* p = bytes) return Libc.Open(p, flags, 0);
    }
}
