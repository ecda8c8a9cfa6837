using System.Text;

namespace Berth.Places;

/// <summary>Where a person's daemon keeps what it has, and where it is reached. One daemon for one state, and one for one socket.</summary>
/// <param name="State">What outlives it: database, log.</param>
/// <param name="Runtime">What lives as long as it runs: the socket.</param>
public sealed record DaemonPlace(string State, string Runtime)
{
    /// <summary>Null when there is no home.</summary>
    public static DaemonPlace? OfThisUser => UserFolders.State is { } state && UserFolders.Runtime is { } runtime ? new(state, runtime) : null;

    public string Socket => $"{Runtime}/berthd.sock";

    /// <summary>Null when the socket's path is one that the kernel takes; else what is wrong with it.</summary>
    public string? SocketProblem => Encoding.UTF8.GetByteCount(Socket) <= LongestSocketPath ? null
        : $"the path of the daemon's socket, {Socket}, is longer than the {LongestSocketPath} bytes that the system takes";

    // sun_path of unix(7) is 108 bytes, the last of which ends it.
    const int LongestSocketPath = 107;

    /// <summary>Tells the path of the socket to who knows only the state.</summary>
    public string SocketNote => $"{State}/berthd.where";

    /// <summary>The daemon holds both as long as it runs. The folders may be one.</summary>
    public string SocketLock => $"{Runtime}/berthd.socket.lock";
    public string StateLock => $"{State}/berthd.state.lock";

    /// <summary>Held by who starts it, so that many who start it at once make one.</summary>
    public string StartLock => $"{Runtime}/berthd.start.lock";
    public string Log => $"{State}/berthd.log";
    public string Database => $"{State}/berthd.db";
}
