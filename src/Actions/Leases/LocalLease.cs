using System.Runtime.Versioning;
using Berth.Linux.Native;
using Berth.Model.Addressing;

namespace Berth.Actions.Leases;

/// <summary>A port that this process holds itself, where no daemon does it: as good while it runs, and forgotten afterwards.</summary>
[SupportedOSPlatform("linux")]
public sealed class LocalLease : IDisposable
{
    readonly PortHolder holder;

    LocalLease(Port port, PortHolder holder) => (Port, this.holder) = (port, holder);

    public Port Port { get; }

    /// <summary>The first candidate that nobody has; null when there is none.</summary>
    /// <param name="lockFile">Who asks meanwhile waits, so that two who try the same ports do not drive each other on. It may be missing.</param>
    /// <param name="isTaken">Whether a socket has the port, on whatever address, beside those of these numbers.</param>
    public static LocalLease? Take(string lockFile, IEnumerable<Port> candidates, Func<Port, IReadOnlyList<ulong>, bool> isTaken)
    {
        using var turn = FileLock.Take(lockFile, out _);
        foreach (var port in candidates)
        {
            if (PortHolder.Hold(port, out _) is not { } holder) continue;
            // Looked at after the bind, as the daemon does: so two that bind at once both see it.
            if (!isTaken(port, holder.Inodes)) return new LocalLease(port, holder);
            holder.Dispose();
        }
        return null;
    }

    public void Dispose() => holder.Dispose();
}
