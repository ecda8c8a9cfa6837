using Berth.Actions.Signals;
using Berth.Engine.Filters;
using Berth.Engine.Freeing;
using Berth.Engine.Listing;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Results;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Workbench.Freeing;

/// <summary>What the words of `berth free` choose, and how the machine is read for it: the same way before and after.</summary>
sealed record Held(SocketKinds Kinds, Filter Filter, SnapshotOptions Options)
{
    /// <summary>The unix socket that was named; null for a filter.</summary>
    PathTarget? Path { get; init; }

    public static Result<Held> Of(FreeRequest request)
    {
        var filter = request.Filter;
        // A variable that is not set (berth free "$PORT") must not choose every port there is.
        if (filter.IsEverything || (!request.Many && filter.Matches(Stranger)))
            return new Refusal("free what? The filter names nothing, and would choose every port", "Name one: berth free 3000");
        var kinds = request.Path is null ? SocketKinds.Listeners | SocketKinds.Bound : SocketKinds.Unix;
        return new Held(kinds, filter, new SnapshotOptions
        {
            Kinds = kinds,
            Detail = ProcessDetail.All,
            // All of them, to see what else of the same process closes.
            Processes = request.Tree ? [Environment.ProcessId, .. RunningProcesses.All()] : [Environment.ProcessId],
        })
        {
            Path = request.Path,
        };
    }

    // A row that nobody means: a filter that takes it too ('*', port>=0) says nothing about what is to end.
    static readonly Row Stranger = new()
    {
        Kind = RowKind.Listener,
        Socket = new SocketRecord
        {
            Protocol = Protocol.Tcp,
            State = SocketState.Listen,
            LocalAddress = InetAddress.LoopbackV4,
            LocalPort = new Port(1),
            Inode = 1,
            UserId = uint.MaxValue,
            Namespace = new NetworkNamespace(1, "\uFFFF", IsOurs: true),
        },
        Owner = Owner.Of(new ProcessFacts { Pid = int.MaxValue, Name = "\uFFFF", UserId = uint.MaxValue }),
    };

    /// <summary>That nothing was chosen. A client's end of a connection is no target, but it may be what holds the port.</summary>
    public string Nothing => Filter.LocalPorts is [{ Count: 1, First: var port }]
        ? $"Nothing listens on port {port} or is bound to it. `berth {port}` says whether a connection uses it."
        : $"No listener or bound socket matches {Filter}.";

    public IReadOnlyList<Chosen> In(Snapshot snapshot) => Choice.Of(Rows(snapshot), row =>
        Filter.Matches(row) && (Path is null || TargetMatch.IsAt(Path, row.Socket, snapshot.Host)));

    public IReadOnlyList<Row> Rows(Snapshot snapshot) => Lister.Rows(snapshot, Kinds);
}
