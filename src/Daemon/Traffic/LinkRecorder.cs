using System.Threading.Channels;
using Berth.Api.Messages;
using Berth.Links;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Daemon.Traffic;

/// <summary>
/// Takes all that goes over a link, byte by byte, for one who records it. What waits is bounded; when that is not enough the recording
/// ends, since one with holes would pass for whole.
/// </summary>
sealed class LinkRecorder : ILinkObserver
{
    const long MostQueued = 64 << 20;
    const int MostBytes = 256 * 1024; // of one entry: a line of the feed has at most 1 MB
    const int Overhead = 256; // what an entry and its place in the queue take beside the bytes

    readonly Channel<RecordItem> queue = Channel.CreateUnbounded<RecordItem>(new UnboundedChannelOptions { SingleReader = true });
    readonly HashSet<long> connections = [];
    readonly string server;
    readonly DateTimeOffset opened;
    long queued;

    /// <param name="opened">When the link was opened: its times count from there.</param>
    /// <param name="now">For the connections that are open already.</param>
    public LinkRecorder(Link link, DateTimeOffset opened, DateTimeOffset now)
    {
        (server, this.opened) = (link.Listen.ToString(), opened);
        foreach (var live in link.Connections)
            if (live.Ended is null && connections.Add(live.Ordinal)) Begin(live.Ordinal, live.Client.ToString(), now);
    }

    /// <summary>What comes; it completes when the recorder was too slow.</summary>
    public ChannelReader<RecordItem> Items => queue.Reader;

    public LinkEvents Wants => LinkEvents.Connections | LinkEvents.Received | LinkEvents.Delivered;

    public void Taken(RecordItem item) => Interlocked.Add(ref queued, -Size(item));

    public void Opened(in ConnectionOpened connection)
    {
        if (connections.Add(connection.Ordinal)) Begin(connection.Ordinal, connection.Client.ToString(), opened + connection.At);
    }

    public void Passed(in BytesPassed passed, ReadOnlySpan<byte> bytes)
    {
        if (!IsSeenByClient(passed) || !connections.Contains(passed.Ordinal)) return;
        var kind = passed.Direction == Direction.Up ? "from-client" : "from-server";
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, MostBytes)];
            if (!Put(new RecordItem(kind, passed.Ordinal, opened + passed.At, Bytes: part.ToArray()))) return;
            bytes = bytes[part.Length..];
        }
    }

    public void Ended(in ConnectionEnded connection)
    {
        if (!connections.Remove(connection.Ordinal)) return;
        var isOrderly = connection.Reason is EndReason.Finished or EndReason.Closed;
        Put(new RecordItem(isOrderly ? "closed" : "reset", connection.Ordinal, opened + connection.At));
    }

    /// <summary>What the client says is taken as it says it, what it gets as it gets it: with the time that faults cost.</summary>
    public static bool IsSeenByClient(in BytesPassed passed) =>
        passed.Point == (passed.Direction == Direction.Up ? LinkEvents.Received : LinkEvents.Delivered);

    void Begin(long ordinal, string client, DateTimeOffset at) => Put(new RecordItem("opened", ordinal, at, client, server));

    // Marks count as well: who connects again and again must not fill the memory.
    bool Put(RecordItem item)
    {
        if (Interlocked.Add(ref queued, Size(item)) <= MostQueued) return queue.Writer.TryWrite(item);
        queue.Writer.TryComplete();
        return false;
    }

    static int Size(RecordItem item) => Overhead + (item.Bytes?.Length ?? 0);
}
