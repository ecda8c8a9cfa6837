using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Engine.Holders;

/// <summary>
/// One wording of who holds a socket, as a clause: "node (pid 4242)". Names are the processes' own: escape them before they reach a
/// terminal.
/// </summary>
public static class HolderWords
{
    public static string Of(ProcessFacts process) => $"{process.Name} (pid {process.Pid})";

    /// <param name="host">Who looked: it says what may be seen.</param>
    public static string Of(SocketRecord socket, HostFacts host)
    {
        if (socket.Owner is { How: How.Observed, First: { } first }) return Of(first);
        if (host.SeesAllProcesses) return "a program that has just ended, or is out of sight";
        return socket.UserId == host.UserId ? "a program of yours that may not be looked into" : $"a program of another user (uid {socket.UserId})";
    }
}
