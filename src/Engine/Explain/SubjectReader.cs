using Berth.Engine.Listing;
using Berth.Engine.Reach;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>Sorts the rows of a snapshot by what they are to the target.</summary>
public sealed class SubjectReader
{
    readonly Subject subject;
    readonly NetworkTarget? anyHost;
    readonly HashSet<(Protocol, ushort)> listening = [];

    SubjectReader(Target target, Snapshot snapshot, ExplainOptions options)
    {
        subject = new Subject { Target = target, Snapshot = snapshot, Options = options };
        anyHost = target is NetworkTarget { Port: { } port } network ? new PortTarget(target.Text, port, network.Protocol) : null;
    }

    public static Subject Read(Target target, Snapshot snapshot, ExplainOptions options)
    {
        var reader = new SubjectReader(target, snapshot, options);
        var rows = Lister.Rows(snapshot, SocketKinds.All);
        foreach (var row in rows) reader.AddHolder(row);
        reader.AddRules();
        foreach (var row in rows)
            if (row.Kind == RowKind.Connection) reader.AddConnection(row);
        return reader.subject;
    }

    bool IsAt(SocketRecord socket) => TargetMatch.IsAt(subject.Target, socket, subject.Host);

    void AddHolder(Row row)
    {
        if (row.Kind == RowKind.Connection) return;
        if (row.Kind == RowKind.Unix)
        {
            if (IsAt(row.Socket)) (row.Socket.State is SocketState.Listen or SocketState.Unconnected ? subject.Listeners : subject.Bound).Add(row);
            return;
        }
        var ours = row.Socket.Namespace.IsOurs;
        if (row.Kind == RowKind.Listener && ours)
        {
            subject.AllListeners.Add(row);
            listening.Add((row.Socket.Protocol, row.Socket.LocalPort.Number));
            if (anyHost is not null && TargetMatch.IsAt(anyHost, row.Socket, subject.Host)) subject.OnPort.Add(row);
        }
        if (subject.Network is { Port.Number: 0 } || !IsAtRow(row)) return;
        // A process, container or unit is asked about wherever its sockets live; an address means this namespace's.
        if (!ours && subject.Network is not null)
        {
            if (row.Kind == RowKind.Listener) subject.Elsewhere.Add(row);
        }
        else if (row.Kind == RowKind.Listener) subject.Listeners.Add(row);
        else if (row.Socket.Kept is { } kept && subject.Network is not null) subject.Kept ??= kept;
        else subject.Bound.Add(row);
    }

    // The rewrites of the firewall are places to connect to like any listener.
    void AddRules()
    {
        if (subject.Network is not { Port: { Number: > 0 } port } network || subject.Listeners.Count != 0 || subject.Snapshot.Firewall.Value is not { IsEmpty: false } rules) return;
        var asked = network.Host?.Address?.Unmapped;
        subject.SentOn = [.. PublishedPorts.Find(subject.Host, rules).Where(sent => sent.Port == port
            && (network.Protocol is null || network.Protocol == sent.Protocol)
            && (asked is not { } address || address.IsWildcard || sent.At is null || sent.At == address))];
    }

    // A folded row has one socket to show and the owners of all.
    bool IsAtRow(Row row) => IsAt(row.Socket)
        || (subject.Target is PidTarget { Pid: var pid } && row.Owner.Processes.Any(process => process.Pid == pid));

    void AddConnection(Row row)
    {
        if (subject.Network is { Port.Number: 0 } || (subject.Network is not null && !row.Socket.Namespace.IsOurs)) return;
        if (row.PeerSocket is { } client) AddPair(row, row.Socket, client);
        else AddSingle(row, row.Socket);
    }

    void AddPair(Row row, SocketRecord server, SocketRecord client)
    {
        if (server.State == SocketState.TimeWait && IsAt(server) || client.State == SocketState.TimeWait && IsAt(client))
        {
            subject.Lingering.Add(server.State == SocketState.TimeWait ? server : client);
            return;
        }
        if (server == client)
        {
            if (IsAt(server)) subject.Calling.Add(new Connection(row, server, client, true));
            return;
        }
        var connection = new Connection(row, server, client, !row.EndsAreGuessed);
        if (IsAt(server)) subject.Served.Add(connection);
        if (IsAt(client)) subject.Calling.Add(connection);
    }

    void AddSingle(Row row, SocketRecord socket)
    {
        if (IsAt(socket))
        {
            if (socket.State == SocketState.TimeWait) subject.Lingering.Add(socket);
            else if (IsListening(socket)) subject.Served.Add(new Connection(row, socket, null, true));
            else if (IsLikelyClient(socket)) subject.Calling.Add(new Connection(row, null, socket, false));
            else subject.Served.Add(new Connection(row, socket, null, false));
        }
        else if (TargetMatch.LeadsTo(subject.Target, socket))
            (TargetMatch.IsOfThisMachine(socket.PeerAddress, subject.Host) ? subject.OneSided : subject.Outgoing).Add(new Connection(row, null, socket, false));
    }

    bool IsListening(SocketRecord socket) => listening.Contains((socket.Protocol, socket.LocalPort.Number));

    // A client's port was handed out by the OS; where that does not tell, servers mostly have the lower number.
    bool IsLikelyClient(SocketRecord socket)
    {
        if (socket.State == SocketState.SynSent) return true;
        var handedOut = subject.Host.EphemeralPorts.Value ?? PortRange.Of(32768, Port.Max);
        var (here, there) = (handedOut.Contains(socket.LocalPort), handedOut.Contains(socket.PeerPort));
        return here == there ? socket.LocalPort > socket.PeerPort : here;
    }
}
