using System.Threading.Channels;
using Berth.Supervision.Running;

namespace Berth.Daemon.Hosting;

/// <summary>Hands what happens to the services of a project to whoever listens. Who is too slow misses the oldest. Thread-safe.</summary>
sealed class MessageHub
{
    const int Waiting = 10_000;

    readonly Lock gate = new();
    readonly List<Listening> all = [];

    public void Tell(ServiceMessage message)
    {
        lock (gate)
            foreach (var one in all) one.Queue.Writer.TryWrite(message);
    }

    /// <summary>Dispose it to hear no more.</summary>
    public Listening Listen()
    {
        var listening = new Listening(this);
        lock (gate) all.Add(listening);
        return listening;
    }

    public sealed class Listening : IDisposable
    {
        readonly MessageHub hub;
        long missed;

        internal Listening(MessageHub hub)
        {
            this.hub = hub;
            Queue = Channel.CreateBounded(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, (ServiceMessage _) => Interlocked.Increment(ref missed));
        }

        internal Channel<ServiceMessage> Queue { get; }

        public ChannelReader<ServiceMessage> Messages => Queue.Reader;

        /// <summary>How many were missed since the last time it was asked.</summary>
        public long TakeMissed() => Interlocked.Exchange(ref missed, 0);

        /// <summary>Nothing more comes; what waits is still handed out.</summary>
        public void Complete() => Queue.Writer.TryComplete();

        public void Dispose()
        {
            lock (hub.gate) hub.all.Remove(this);
            Complete();
        }
    }
}
