namespace Berth.Api.Places;

/// <summary>Where a person's daemon keeps what it has, and where it is reached. One daemon for one state, and one for one socket.</summary>
/// <param name="State">What outlives it: database, log.</param>
/// <param name="Runtime">What lives as long as it runs: the socket.</param>
public sealed record DaemonPlace(string State, string Runtime)
{
    /// <summary>Null when there is no home.</summary>
    public static DaemonPlace? OfThisUser => UserFolders.State is { } state && UserFolders.Runtime is { } runtime ? new(state, runtime) : null;

    public string Socket => $"{Runtime}/berthd.sock";

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
