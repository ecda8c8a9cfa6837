using Berth.Model;

namespace Berth.Engine.Listing;

/// <summary>A row per unix listener, and one per path for the connections accepted on it, which carry the listener's name.</summary>
sealed class UnixRows(RowContext context)
{
    readonly Dictionary<(string Path, Protocol Protocol, SocketState State, ulong Network), List<SocketRecord>> groups = [];
    readonly List<List<SocketRecord>> order = [];

    public void Add(SocketRecord socket)
    {
        if (socket.Path is null)
        {
            order.Add([socket]);
            return;
        }
        var key = (socket.Path, socket.Protocol, socket.State, socket.Namespace.Inode);
        if (!groups.TryGetValue(key, out var group)) order.Add(groups[key] = group = new List<SocketRecord>(1));
        group.Add(socket);
    }

    public void MoveTo(List<Row> rows)
    {
        foreach (var group in order)
        {
            rows.Add(new Row
            {
                Kind = RowKind.Unix,
                Socket = group[0],
                SocketCount = group.Count,
                Owner = OwnerMerge.Of(group),
                Context = context,
            });
        }
    }
}
