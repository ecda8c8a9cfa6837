using System.Buffers;
using Berth.Links.Observing;
using Berth.Links.Units;
using Berth.Protocols;

namespace Berth.Daemon.Traffic;

/// <summary>Watches one link: on the thread that carries its bytes only copies, and hands them to the reader.</summary>
sealed class WatchedLink(string name, DateTimeOffset opened, TrafficWatch watch) : ILinkObserver
{
    // The relay's thread alone looks here.
    readonly Dictionary<long, WatchedConnection> connections = [];

    public string Name => name;

    /// <summary>When the link was opened: its times count from here.</summary>
    public DateTimeOffset OpenedAt => opened;

    public LinkEvents Wants => LinkEvents.Connections | LinkEvents.Received | LinkEvents.Delivered;

    public void Opened(in ConnectionOpened connection)
    {
        var watched = new WatchedConnection(this, connection.Ordinal, connection.Client, connection.At);
        connections[connection.Ordinal] = watched;
        watch.Opened(watched);
    }

    public void Passed(in BytesPassed passed, ReadOnlySpan<byte> bytes)
    {
        if (!LinkRecorder.IsSeenByClient(passed)) return;
        if (!connections.TryGetValue(passed.Ordinal, out var watched) || watched.IsDeaf) return;
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        watch.Passed(watched, passed.Direction == Direction.Up ? Flow.FromClient : Flow.FromServer, copy, bytes.Length, passed.At);
    }

    public void Ended(in ConnectionEnded connection)
    {
        if (connections.Remove(connection.Ordinal, out var watched)) watch.Ended(watched, connection);
    }
}
