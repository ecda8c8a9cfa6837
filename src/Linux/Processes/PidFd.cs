using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>
/// A file descriptor that stands for one process (pidfd_open(2), Linux 5.3): it keeps meaning that process when its pid is
/// used again. Close it after use; not for sharing between threads.
/// </summary>
public sealed unsafe partial class PidFd : IDisposable
{
    // The same numbers on every architecture (include/uapi/asm-generic/unistd.h).
    const int SendSignalCall = 424, OpenCall = 434;
    readonly FileDescriptor descriptor;

    PidFd(FileDescriptor descriptor) => this.descriptor = descriptor;

    /// <summary>Null with the error when there is no such process, or the kernel is too old (ENOSYS).</summary>
    public static PidFd? Open(int pid, out Errno error)
    {
        var fd = SystemCall(OpenCall, pid, 0, 0, 0);
        error = fd < 0 ? Errno.Last : default;
        return fd < 0 ? null : new PidFd(new FileDescriptor((int)fd));
    }

    /// <summary>Signal 0 only asks whether it could be sent.</summary>
    public bool TrySend(int signal, out Errno error)
    {
        var result = SystemCall(SendSignalCall, descriptor.Number, signal, 0, 0);
        error = result < 0 ? Errno.Last : default;
        return result == 0;
    }

    /// <summary>Waits for the process to end (a zombie has ended); false when it still runs after <paramref name="limit"/>.</summary>
    public bool WaitForEnd(TimeSpan limit, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var left = limit - clock.GetElapsedTime(start);
            var wait = (int)Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, int.MaxValue);
            var poll = new PollEntry { Descriptor = descriptor.Number, Wanted = PollEntry.Readable };
            var ready = Libc.Poll(&poll, 1, wait);
            if (ready > 0) return true;
            if (ready < 0 && Errno.Last != Errno.Interrupted) return false;
            if (left <= TimeSpan.Zero) return false;
        }
    }

    public void Dispose() => descriptor.Dispose();

    // The call's extra registers are read only by calls that have that many arguments.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);
}
