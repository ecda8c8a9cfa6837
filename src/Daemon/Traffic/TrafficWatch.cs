using System.Buffers;
using System.Threading.Channels;
using Berth.Links.Observing;
using Berth.Model.Addressing;
using Berth.Protocols;
using Berth.Protocols.Traffic;

namespace Berth.Daemon.Traffic;

/// <summary>
/// Reads what goes over all links, on one task of its own, and tells it. The threads that carry bytes only queue copies, which are bounded:
/// a connection that is faster than its reader is not read further, and says so.
/// </summary>
sealed class TrafficWatch : IDisposable
{
    const long MostQueued = 16 << 20;
    const int MostWaitingLines = 100;
    const int Overhead = 128; // what a piece and its place in the queue take beside the bytes: many are of one byte

    readonly TrafficHub hub;
    readonly CallerFinder callers;
    readonly TimeProvider clock;
    readonly Channel<Happened> queue = Channel.CreateUnbounded<Happened>(new UnboundedChannelOptions { SingleReader = true });
    long queued;

    enum What : byte
    {
        Opened, Bytes, Overrun, Found, Ended,
    }

    readonly record struct Happened(What What, WatchedConnection Connection)
    {
        public Flow From { get; init; }
        public byte[] Buffer { get; init; } = [];
        public int Length { get; init; }
        public TimeSpan At { get; init; }
        public Caller? Caller { get; init; }
    }

    public TrafficWatch(TrafficHub hub, CallerFinder callers, TimeProvider clock)
    {
        (this.hub, this.callers, this.clock) = (hub, callers, clock);
        _ = Task.Run(ReadAsync);
    }

    /// <summary>Who is to watch a link that is opened now.</summary>
    public ILinkObserver For(string link) => new WatchedLink(link, clock.GetUtcNow(), this);

    public void Opened(WatchedConnection connection)
    {
        queue.Writer.TryWrite(new Happened(What.Opened, connection));
        callers.Find(
            new Port((ushort)connection.Client.Port),
            caller => queue.Writer.TryWrite(new Happened(What.Found, connection) { Caller = caller }));
    }

    /// <param name="buffer">Rented; it is given back here.</param>
    public void Passed(WatchedConnection connection, Flow from, byte[] buffer, int length, TimeSpan at)
    {
        if (Interlocked.Add(ref queued, length + Overhead) <= MostQueued)
        {
            queue.Writer.TryWrite(new Happened(What.Bytes, connection) { From = from, Buffer = buffer, Length = length, At = at });
            return;
        }
        Interlocked.Add(ref queued, -(length + Overhead));
        ArrayPool<byte>.Shared.Return(buffer);
        connection.IsDeaf = true;
        queue.Writer.TryWrite(new Happened(What.Overrun, connection) { At = at });
    }

    public void Ended(WatchedConnection connection, in ConnectionEnded ended)
    {
        var end = ended;
        connection.End = end;
        queue.Writer.TryWrite(new Happened(What.Ended, connection) { At = end.At });
    }

    async Task ReadAsync()
    {
        await foreach (var happened in queue.Reader.ReadAllAsync()) Take(happened);
    }

    void Take(in Happened happened)
    {
        var connection = happened.Connection;
        var at = happened.At - connection.Opened;
        switch (happened.What)
        {
            case What.Opened:
                connection.Reader = new TrafficReader(line => Line(connection, line));
                break;
            case What.Bytes:
                connection.Reader?.Feed(happened.From, happened.Buffer.AsSpan(0, happened.Length), at);
                Interlocked.Add(ref queued, -(happened.Length + Overhead));
                ArrayPool<byte>.Shared.Return(happened.Buffer);
                connection.IsDeaf |= connection.Reader?.IsOver != false;
                break;
            case What.Overrun:
                connection.Reader = null;
                const string overrun = "the rest is not read: it came faster than it could be";
                Line(connection, new TrafficLine(connection.Protocol ?? "unknown", TrafficKind.Note, overrun, at));
                break;
            case What.Found:
                Found(connection, happened.Caller!);
                break;
            case What.Ended:
                connection.Reader?.End(Flow.FromClient, at);
                connection.Reader?.End(Flow.FromServer, at);
                connection.Reader?.Close(at);
                connection.IsRead = true;
                if (connection.Caller is not null) End(connection);
                break;
        }
    }

    void Found(WatchedConnection connection, Caller caller)
    {
        connection.Caller = caller;
        hub.Tell(TrafficWords.Opened(connection));
        while (connection.Waiting.TryDequeue(out var line)) hub.Tell(TrafficWords.Line(connection, line));
        if (connection is { End: not null, IsRead: true }) End(connection);
    }

    // The caller comes first: what is told names it.
    void Line(WatchedConnection connection, TrafficLine line)
    {
        connection.Protocol = line.Protocol;
        if (connection.Caller is not null) hub.Tell(TrafficWords.Line(connection, line));
        else if (connection.Waiting.Count < MostWaitingLines) connection.Waiting.Enqueue(line);
    }

    void End(WatchedConnection connection) => hub.Tell(TrafficWords.Ended(connection));

    public void Dispose()
    {
        queue.Writer.TryComplete();
        callers.Stop();
    }
}
