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

    /// <summary>Opens a path for reading, close-on-exec; null with the error when it cannot.</summary>
    public static FileDescriptor? OpenForReading(string path, out Errno error, bool directory = false)
    {
        var flags = OpenFlags.ReadOnly | OpenFlags.CloseOnExec | OpenFlags.NonBlocking | (directory ? OpenFlags.Directory : 0);
        var fd = OpenRaw(path, flags);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new FileDescriptor(fd);
    }

    /// <summary>Reads once from where the file stands; the number of bytes, 0 at the end, below zero on failure.</summary>
    public unsafe int Read(Span<byte> destination)
    {
        fixed (byte* p = destination) return (int)Libc.Read(number, p, destination.Length);
    }

    /// <summary>Neither a device nor a pipe nor a folder, so that reading it ends.</summary>
    public bool IsRegularFile => FileStatus.IsRegular(number);

    static unsafe int OpenRaw(string path, int flags)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (Encoding.UTF8.GetMaxByteCount(path.Length) >= bytes.Length) bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        var length = Encoding.UTF8.GetBytes(path, bytes);
        bytes[length] = 0;
        fixed (byte* p = bytes) return Libc.Open(p, flags, 0);
    }
}
