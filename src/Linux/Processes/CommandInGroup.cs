using System.Runtime.InteropServices;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>
/// Turns this process into a command inside a control group. It enters first, so the command's every socket is made there.
/// </summary>
public static unsafe class CommandInGroup
{
    const int DeathSignal = 1; // PR_SET_PDEATHSIG
    const int BrokenPipe = 13;

    /// <summary>Returns only when it failed, with the step that did.</summary>
    /// <param name="entrance">The group's cgroup.procs; null: stay in the group where this process is.</param>
    /// <param name="parent">The process that started us; when it ends, the command is asked to (SIGTERM).</param>
    /// <param name="ownProcessGroup">Lead a process group, so that signals can be sent to the command and all that it starts.</param>
    /// <param name="asCaller">As the user who called sudo, if somebody did.</param>
    public static CommandFailure Become(string? entrance, int parent, bool ownProcessGroup, bool asCaller, IReadOnlyList<string> command, out Errno error)
    {
        try
        {
            if (entrance is not null) File.WriteAllText(entrance, "0");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            error = refused is UnauthorizedAccessException ? Errno.AccessDenied : new Errno(refused.HResult);
            return CommandFailure.Group;
        }
        if (ownProcessGroup) _ = Libc.SetProcessGroup(0, 0);
        if (asCaller && !SudoCaller.Become(out error)) return CommandFailure.User;
        // After the change of user, which takes it back (prctl(2)).
        _ = Libc.ProcessControl(DeathSignal, Signal.Terminate, 0, 0, 0);
        if (Libc.ParentProcess() != parent)
        {
            error = default; // it ended before it could be watched
            return CommandFailure.ParentGone;
        }
        // The runtime ignores SIGPIPE, and an ignored signal stays ignored in the command (execve(2)).
        _ = Libc.SetSignal(BrokenPipe, 0);
        Execute(command);
        error = Errno.Last;
        return CommandFailure.Command;
    }

    /// <summary>execvp(3); returns only when it failed, with the error as the thread's last one.</summary>
    internal static void Execute(IReadOnlyList<string> command)
    {
        var words = new byte[command.Count][];
        for (var i = 0; i < words.Length; i++) words[i] = Encoding.UTF8.GetBytes(command[i] + '\0');
        var handles = new GCHandle[words.Length];
        var arguments = stackalloc byte*[words.Length + 1];
        for (var i = 0; i < words.Length; i++)
        {
            handles[i] = GCHandle.Alloc(words[i], GCHandleType.Pinned);
            arguments[i] = (byte*)handles[i].AddrOfPinnedObject();
        }
        arguments[words.Length] = null;
        _ = Libc.Execute(arguments[0], arguments);
        var failed = Marshal.GetLastPInvokeError();
        foreach (var handle in handles) handle.Free();
        Marshal.SetLastPInvokeError(failed);
    }
}

public enum CommandFailure
{
    /// <summary>The control group does not take us in.</summary>
    Group,

    /// <summary>Its output cannot be connected.</summary>
    Output,

    /// <summary>The user who called sudo is not known, or their rights cannot be taken on.</summary>
    User,

    /// <summary>Nobody is left to watch over the command.</summary>
    ParentGone,

    /// <summary>There is no such command, or it cannot be run.</summary>
    Command,
}
