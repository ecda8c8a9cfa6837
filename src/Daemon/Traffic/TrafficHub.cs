using System.Threading.Channels;
using Berth.Api.Messages;

namespace Berth.Daemon.Traffic;

/// <summary>Hands what happens on links to whoever listens, and keeps the last of it. Who is slow misses the oldest. Thread-safe.</summary>
sealed class TrafficHub
{
    public const int Kept = 1000;
    const int Waiting = 10_000;

    readonly Lock gate = new();
    readonly List<Listening> all = [];
    readonly Queue<TrafficItem> past = new();

    public void Tell(TrafficItem item)
    {
        lock (gate)
        {
            if (past.Count == Kept) past.Dequeue();
            past.Enqueue(item);
            foreach (var one in all)
                if (one.Link is null || one.Link == item.Link) one.Queue.Writer.TryWrite(item);
        }
    }

    /// <summary>Listens from now on. What came before is handed out with it, so that nothing falls between the two.</summary>
    /// <param name="link">Only to this one; null: to all.</param>
    /// <param name="count">So many items of the past.</param>
    public (Listening Listening, IReadOnlyList<TrafficItem> Past) Listen(string? link, int count)
    {
        var listening = new Listening(this, link);
        lock (gate)
        {
            all.Add(listening);
            return (listening, [.. past.Where(item => link is null || item.Link == link).TakeLast(count)]);
        }
    }

    public sealed class Listening : IDisposable
    {
        readonly TrafficHub hub;
        long missed;

        internal Listening(TrafficHub hub, string? link)
        {
            (this.hub, Link) = (hub, link);
            var options = new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
            Queue = Channel.CreateBounded(options, (TrafficItem _) => Interlocked.Increment(ref missed));
        }

        internal string? Link { get; }

        internal Channel<TrafficItem> Queue { get; }

        public ChannelReader<TrafficItem> Items => Queue.Reader;

        /// <summary>How many were missed since the last time it was asked.</summary>
        public long TakeMissed() => Interlocked.Exchange(ref missed, 0);

        public void Dispose()
        {
            lock (hub.gate) hub.all.Remove(this);
            Queue.Writer.TryComplete();
        }
    }
}
