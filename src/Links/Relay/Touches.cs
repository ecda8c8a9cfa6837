using Berth.Links.Observing;

namespace Berth.Links.Relay;

/// <summary>Which faults did something to a connection, and how often. Counted on the relay's thread, read on any.</summary>
sealed class Touches
{
    sealed class Counter(string fault)
    {
        public string Fault => fault;
        public long Count;
    }

    volatile Counter[] counters = [];

    public void Count(string fault)
    {
        foreach (var counter in counters)
        {
            if (counter.Fault != fault) continue;
            Volatile.Write(ref counter.Count, counter.Count + 1);
            return;
        }
        counters = [.. counters, new Counter(fault) { Count = 1 }];
    }

    public IReadOnlyList<FaultTouch> Read() =>
        [.. counters.Select(static counter => new FaultTouch(counter.Fault, Volatile.Read(ref counter.Count)))];
}
