using Berth.Linux.Native;

namespace Berth.Linux.Namespaces;

/// <summary>
/// A network namespace of our own that has no name: an open descriptor keeps it, so it ends with the process, however that ends.
/// </summary>
public sealed class PrivateNamespace : IDisposable
{
    const int CloneNewNet = 0x40000000;

    readonly FileDescriptor descriptor;

    PrivateNamespace(FileDescriptor descriptor) => this.descriptor = descriptor;

    /// <summary>How other programs find it while it lives.</summary>
    public string Path => $"/proc/{Environment.ProcessId}/fd/{descriptor.Number}";

    /// <summary>Null with the error; it needs CAP_SYS_ADMIN.</summary>
    public static PrivateNamespace? Create(out Errno error)
    {
        Errno failure = default;
        FileDescriptor? made = null;
        // unshare(2) moves one thread alone: it ends here, and no other ever was inside.
        var thread = new Thread(() =>
        {
            if (Libc.Unshare(CloneNewNet) < 0) failure = Errno.Last;
            else made = FileDescriptor.OpenForReading("/proc/thread-self/ns/net", out failure);
        });
        thread.Start();
        thread.Join();
        error = failure;
        return made is null ? null : new PrivateNamespace(made);
    }

    /// <summary>Runs the work inside, on a thread of its own; what it throws is thrown here.</summary>
    public bool Run(Action work, out Errno error)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo? thrown = null;
        var isDone = NamespaceEntry.Run(Path, () =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                thrown = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(e);
            }
        }, out error);
        thrown?.Throw();
        return isDone;
    }

    public void Dispose() => descriptor.Dispose();
}
