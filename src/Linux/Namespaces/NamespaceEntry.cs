using Berth.Linux.Native;

namespace Berth.Linux.Namespaces;

/// <summary>Enters network namespaces (setns(2)); needs CAP_SYS_ADMIN there.</summary>
public static class NamespaceEntry
{
    const int CloneNewNet = 0x40000000;

    /// <summary>
    /// Runs <paramref name="work"/> on a thread of its own inside the namespace that <paramref name="path"/> names, and ends the
    /// thread, so that no other code ever runs there. False with the reason when it cannot be entered.
    /// </summary>
    public static bool Run(string path, Action work, out Errno error)
    {
        using var descriptor = FileDescriptor.OpenForReading(path, out error);
        if (descriptor is null) return false;
        Errno failure = default;
        var thread = new Thread(() =>
        {
            if (Libc.SetNamespace(descriptor.Number, CloneNewNet) < 0) failure = Errno.Last;
            else work();
        });
        thread.Start();
        thread.Join();
        error = failure;
        return failure == default;
    }
}
