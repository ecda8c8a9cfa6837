using System.Globalization;
using System.Net.Sockets;

namespace Berth.Counterparts;

/// <summary>The daemon that a test's commands started in the background: it is ended with the test.</summary>
public static class LeftDaemon
{
    const int SocketLevel = 1, PeerCredentials = 17; // SOL_SOCKET, SO_PEERCRED (unix(7)): pid, uid, gid

    /// <summary>Its pid, as the kernel tells it of who listens there; null when none does.</summary>
    /// <param name="runtime">What XDG_RUNTIME_DIR was.</param>
    public static int? Pid(string runtime)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Path.Combine(runtime, "berth", "berthd.sock")));
            Span<byte> peer = stackalloc byte[12];
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, peer);
            return BitConverter.ToInt32(peer);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Asks it to end, and waits until it has.</summary>
    public static void End(string runtime)
    {
        if (Pid(runtime) is { } pid) End(pid, "TERM");
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public static void Kill(string runtime) => End(Pid(runtime) ?? throw new InvalidOperationException("no daemon runs"), "KILL");

    static void End(int pid, string signal)
    {
        Command.Run(["kill", $"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        Eventually.True(() => !Runs(pid), $"the daemon, pid {pid}, has ended");
    }

    static bool Runs(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
