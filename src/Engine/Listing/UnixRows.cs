using Berth.Model.Sockets;

namespace Berth.Engine.Listing;

/// <summary>
/// A row per unix listener (a name has one: SO_REUSEPORT is not for them, and equal paths may be different files), and one per
/// name for the connections accepted on it, which carry the listener's.
/// </summary>
sealed class UnixRows(RowContext context)
{
    readonly Chains places = new(0);
    readonly List<List<SocketRecord>> groups = [];

    public void Add(SocketRecord socket)
    {
        var hash = (uint)(socket.Path?.GetHashCode(StringComparison.Ordinal) ?? 0);
        if (socket.Path is not null && !socket.IsListener)
        {
            for (var place = places.First(hash); place >= 0; place = places.After(place))
            {
                if (!IsAlike(groups[place][0], socket)) continue;
                groups[place].Add(socket);
                return;
            }
        }
        places.Add(hash);
        groups.Add([socket]);
    }

    public void MoveTo(List<Row> rows)
    {
        foreach (var group in groups)
        {
            rows.Add(new Row
            {
                Kind = RowKind.Unix,
                Socket = group[0],
                Group = group.Count == 1 ? null : group,
                Owner = OwnerMerge.Of(group),
                Context = context,
            });
        }
    }

    static bool IsAlike(SocketRecord one, SocketRecord other) =>
        one.Path == other.Path && one.Protocol == other.Protocol && one.State == other.State
        && one.IsAbstract == other.IsAbstract && one.FileId == other.FileId && one.Namespace.Inode == other.Namespace.Inode;
}
