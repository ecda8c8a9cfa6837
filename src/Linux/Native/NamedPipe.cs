using System.Text;

namespace Berth.Linux.Native;

/// <summary>Pipes with a name (fifo(7)): what is written while nobody reads waits in the kernel, up to 64 KiB, for whoever opens it next.</summary>
public static unsafe class NamedPipe
{
    // Whoever has it open may open it again by /dev/stdout; the folder around it keeps others out.
    const uint Everyones = 0x1b6; // 0666

    /// <summary>False with the error; a pipe that is there already is taken as it is.</summary>
    public static bool Make(string path, out Errno error)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            error = Libc.MakePipe(name, Everyones) < 0 ? Errno.Last : default;
            if (error == Errno.Exists) error = default;
            // The mask of new files does not count for chmod(2).
            if (error == default && Libc.SetMode(name, Everyones) < 0) error = Errno.Last;
        }
        return error == default;
    }

    /// <summary>Both ends at once, so that opening never waits, reading never ends, and writing to it never breaks the writer.</summary>
    public static FileDescriptor? Open(string path, out Errno error)
    {
        int fd;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0')) fd = Libc.Open(name, OpenFlags.ReadWrite | OpenFlags.NonBlocking | OpenFlags.CloseOnExec | OpenFlags.NoFollow, 0);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new FileDescriptor(fd);
    }
}
