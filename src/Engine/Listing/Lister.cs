using System.Runtime.InteropServices;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>
/// Turns the sockets of a snapshot into rows: a SO_REUSEPORT group becomes one row, the two ends of a connection inside the
/// machine become one row. One pass and one dictionary per kind, whatever the number of sockets.
/// </summary>
public static class Lister
{
    /// <summary>The rows of the kinds asked for, in the snapshot's order; sockets of other kinds still tell who serves whom.</summary>
    public static IReadOnlyList<Row> Rows(Snapshot snapshot, SocketKinds kinds)
    {
        var context = new RowContext(snapshot);
        var rows = new List<Row>(snapshot.Sockets.Count);
        var connections = kinds.HasFlag(SocketKinds.Connections) ? new ConnectionRows(snapshot, context) : null;
        var holders = new PortHolderRows(snapshot, context);
        var unix = new UnixRows(context);
        foreach (var socket in Span(snapshot.Sockets))
        {
            if (socket.Protocol.IsUnix())
            {
                if (kinds.HasFlag(SocketKinds.Unix)) unix.Add(socket);
            }
            else if (socket.HasPeer && socket.State != SocketState.Listen) connections?.Add(socket);
            else if (socket.IsListener)
            {
                if (kinds.HasFlag(SocketKinds.Listeners)) holders.Add(socket);
            }
            else if (kinds.HasFlag(SocketKinds.Bound) && socket.State == SocketState.Bound) holders.Add(socket);
        }
        holders.MoveTo(rows);
        connections?.MoveTo(rows);
        unix.MoveTo(rows);
        return rows;
    }

    /// <summary>
    /// The rows that match. A connection inside the machine is one row of two ends: when it is the client's end that matches, the row
    /// is shown from there.
    /// </summary>
    public static IReadOnlyList<Row> Matching(IReadOnlyList<Row> rows, Func<Row, bool> matches)
    {
        var chosen = new List<Row>();
        foreach (var row in rows)
        {
            if (matches(row)) chosen.Add(row);
            else if (row.Turned() is { } turned && matches(turned)) chosen.Add(turned);
        }
        return chosen;
    }

    // An inventory hands out a list or an array: walking its memory spares a virtual call per socket.
    static ReadOnlySpan<SocketRecord> Span(IReadOnlyList<SocketRecord> sockets) => sockets switch
    {
        List<SocketRecord> list => CollectionsMarshal.AsSpan(list),
        SocketRecord[] array => array,
        _ => sockets.ToArray(),
    };
}
