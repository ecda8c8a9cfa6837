using Berth.Links.Observing;

namespace Berth.Links.Relay;

/// <summary>A connection of a relay, or a client of a UDP relay.</summary>
interface ICarried
{
    long Ordinal { get; }

    /// <summary>How it is now; from any thread.</summary>
    LinkConnection Snapshot();
}

/// <summary>The connections of a link: those that live, and the last that ended. Changed by the relay's thread, read from any.</summary>
sealed class Connections<T>(int remembered)
    where T : class, ICarried
{
    readonly Lock reading = new();
    readonly Dictionary<long, T> live = [];
    readonly Queue<LinkConnection> ended = new();
    long endedUp;
    long endedDown;

    /// <summary>How many came.</summary>
    public long Accepted { get; private set; }

    public int Live => live.Count;

    /// <summary>Those that live, to be walked through while some of them end.</summary>
    public IReadOnlyList<T> Each() => [.. live.Values];

    public T? Find(long ordinal) => live.GetValueOrDefault(ordinal);

    /// <summary>The number of the next one: 1 is the first.</summary>
    public long Number()
    {
        lock (reading) return ++Accepted;
    }

    public void Add(T connection)
    {
        lock (reading) live.Add(connection.Ordinal, connection);
    }

    /// <summary>It has ended; how it was then.</summary>
    public void End(T connection)
    {
        var last = connection.Snapshot();
        lock (reading)
        {
            live.Remove(connection.Ordinal);
            Remember(last);
        }
    }

    /// <summary>It ended before it began.</summary>
    public void Turned(LinkConnection connection)
    {
        lock (reading) Remember(connection);
    }

    public IReadOnlyList<LinkConnection> Read()
    {
        lock (reading)
            return [.. ended
                .Concat(live.Values.Select(static connection => connection.Snapshot()))
                .OrderBy(static connection => connection.Ordinal)];
    }

    public LinkTotals Totals()
    {
        lock (reading)
        {
            var (up, down) = (endedUp, endedDown);
            foreach (var connection in live.Values)
            {
                var now = connection.Snapshot();
                (up, down) = (up + now.BytesUp, down + now.BytesDown);
            }
            return new(Accepted, live.Count, up, down);
        }
    }

    void Remember(LinkConnection connection)
    {
        (endedUp, endedDown) = (endedUp + connection.BytesUp, endedDown + connection.BytesDown);
        ended.Enqueue(connection);
        while (ended.Count > remembered) ended.Dequeue();
    }
}
