using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>Sessions of processes (setsid(2)).</summary>
public static class OwnSession
{
    /// <summary>Leaves the terminal's session, so that this process outlives it. False when it leads a process group already.</summary>
    public static bool Start() => Libc.SetSession() >= 0;
}
