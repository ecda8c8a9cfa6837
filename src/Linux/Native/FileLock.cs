using System.Text;

namespace Berth.Linux.Native;

/// <summary>An exclusive lock on a file (flock(2)), held until it is disposed or the process ends.</summary>
public sealed unsafe class FileLock : IDisposable
{
    const int Exclusive = 2, NonBlocking = 4; // LOCK_EX, LOCK_NB
    const int OwnersOnly = 0b110_000_000;

    readonly FileDescriptor descriptor;

    FileLock(FileDescriptor descriptor) => this.descriptor = descriptor;

    /// <summary>Makes the file when it is missing (0600) and waits for the lock. Null with the error.</summary>
    public static FileLock? Take(string path, out Errno error) => Take(path, Exclusive, out error);

    /// <summary>The same without waiting: <see cref="Errno.TryAgain"/> when somebody has it.</summary>
    public static FileLock? TryTake(string path, out Errno error) => Take(path, Exclusive | NonBlocking, out error);

    static FileLock? Take(string path, int operation, out Errno error)
    {
        int fd;
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
            fd = Libc.Open(p, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.CloseOnExec | OpenFlags.NoFollow, OwnersOnly);
        error = fd < 0 ? Errno.Last : default;
        if (fd < 0) return null;
        var descriptor = new FileDescriptor(fd);
        while (Libc.Lock(fd, operation) < 0)
        {
            error = Errno.Last;
            if (error == Errno.Interrupted) continue;
            descriptor.Dispose();
            return null;
        }
        error = default;
        return new FileLock(descriptor);
    }

    public void Dispose() => descriptor.Dispose();
}
