using System.Globalization;
using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Processes;

/// <summary>
/// Turns this process into a service: in its control group, in a session of its own, with its output in a pipe. It outlives whoever
/// started it.
/// </summary>
public static unsafe class ServiceEntry
{
    const int BrokenPipe = 13;

    /// <summary>Returns only when it failed, with the step that did.</summary>
    /// <param name="entrance">The group's cgroup.procs; null: stay where this process is.</param>
    /// <param name="user">Become this user; null: stay who we are.</param>
    /// <param name="output">The named pipe for stdout and stderr.</param>
    /// <param name="openInput">stdin never ends, as at a terminal; else it has ended already.</param>
    /// <param name="environment">"NAME=value" each; nothing is inherited beside.</param>
    public static CommandFailure Become(string? entrance, uint? user, string output, bool openInput, IReadOnlyList<string> environment, IReadOnlyList<string> command, out Errno error)
    {
        error = default;
        // Before anything else: what goes wrong from here on is read there.
        if (!Connect(output, openInput, out error)) return CommandFailure.Output;
        try
        {
            if (entrance is not null) File.WriteAllText(entrance, "0");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            error = refused is UnauthorizedAccessException ? Errno.AccessDenied : new Errno(refused.HResult);
            return CommandFailure.Group;
        }
        _ = Libc.SetSession();
        _ = Libc.ClearVariables();
        foreach (var entry in environment) Set(entry);
        if (user is { } other && !SudoCaller.Become(other, out error)) return CommandFailure.User;
        // The runtime ignores SIGPIPE, and an ignored signal stays ignored in the command (execve(2)).
        _ = Libc.SetSignal(BrokenPipe, 0);
        CommandInGroup.Execute(command);
        error = Errno.Last;
        return CommandFailure.Command;
    }

    static bool Connect(string output, bool openInput, out Errno error)
    {
        // For reading too: writing never breaks then, also when nobody else reads for a while.
        return Onto(output, OpenFlags.ReadWrite, [1, 2], out error) && (openInput ? OpenInput(out error) : Onto("/dev/null", OpenFlags.ReadOnly, [0], out error));
    }

    // A pipe that the service holds both ends of: it waits for input for ever, also when whoever started it is gone. Watchers such as
    // esbuild's and Tailwind's take an end of stdin for the wish to end.
    static bool OpenInput(out Errno error)
    {
        var ends = stackalloc int[2];
        error = Libc.MakePipe(ends, OpenFlags.CloseOnExec) < 0 ? Errno.Last : default;
        if (error != default) return false;
        var opened = Onto(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{ends[0]}"), OpenFlags.ReadWrite, [0], out error);
        _ = Libc.Close(ends[0]);
        _ = Libc.Close(ends[1]);
        return opened;
    }

    static bool Onto(string path, int flags, ReadOnlySpan<int> descriptors, out Errno error)
    {
        int opened;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0')) opened = Libc.Open(name, flags, 0);
        error = opened < 0 ? Errno.Last : default;
        if (opened < 0) return false;
        foreach (var descriptor in descriptors)
            if (Libc.Duplicate(opened, descriptor) < 0) error = Errno.Last;
        _ = Libc.Close(opened);
        return error == default;
    }

    static void Set(string entry)
    {
        var equals = entry.IndexOf('=');
        if (equals <= 0) return;
        fixed (byte* name = Encoding.UTF8.GetBytes(entry[..equals] + '\0'), value = Encoding.UTF8.GetBytes(entry[(equals + 1)..] + '\0')) _ = Libc.SetVariable(name, value, 1);
    }
}
