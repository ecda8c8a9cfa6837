using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>Signals to a child of ours, which nobody else can have the pid of before we have waited for it.</summary>
public static class ProcessSignal
{
    /// <summary>To the group that the child leads, or to it alone when it does not lead one (yet).</summary>
    public static void ToGroupOf(int child, int signal)
    {
        if (Libc.Kill(-child, signal) < 0) _ = Libc.Kill(child, signal);
    }

    public static void To(int child, int signal) => _ = Libc.Kill(child, signal);

    /// <summary>Whether our process group is the one that our terminal sends Ctrl-C to.</summary>
    public static bool IsAtTerminal
    {
        get
        {
            for (var fd = 0; fd <= 2; fd++)
                if (Libc.TerminalGroup(fd) == Libc.ProcessGroup()) return true;
            return false;
        }
    }
}
