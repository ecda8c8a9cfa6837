namespace Berth.Links.Flow;

/// <summary>Where datagrams go when their time has come.</summary>
interface IDatagramOutput
{
    void Send(ReadOnlySpan<byte> datagram);

    /// <param name="verdict">"drop", "delay", "repeat" or "change".</param>
    void Decided(string fault, string verdict, int length, long? until, long now);
}

/// <summary>
/// One direction of a UDP client's traffic, without any socket. A datagram meets all faults when it comes, each at the moment that the
/// one before it named, and leaves when the last one said; so a later one may overtake it. What waits is bounded in bytes: beyond the
/// bound datagrams are lost, as in any router's queue. One thread.
/// </summary>
sealed class DatagramFlow(int limit, IDatagramOutput output)
{
    readonly PriorityQueue<Segment, (long Due, long Number)> waiting = new();
    readonly Held held = new();
    List<(string Name, DatagramFault Fault)> faults = [];
    long number;

    /// <summary>No fault, and nothing waits: the flow is not needed any more.</summary>
    public bool IsIdle => faults.Count == 0 && IsEmpty;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => waiting.Count == 0;

    public DatagramFault? Find(string name) => faults.Find(fault => fault.Name == name).Fault;

    /// <summary>
    /// These faults from now on. What waits keeps its time while the faults that it met are there, else it leaves now, in order.
    /// </summary>
    public void Set(List<(string Name, DatagramFault Fault)> next, long now)
    {
        var wasTaken = faults.Exists(fault => !next.Exists(other => other.Fault == fault.Fault));
        faults = next;
        if (!wasTaken) return;
        while (waiting.TryDequeue(out var segment, out _)) Send(segment);
    }

    public void Take(Span<byte> datagram, long now) => Judge(datagram, 0, now, now);

    /// <summary>Sends what is due; when to come again.</summary>
    public long Run(long now)
    {
        while (waiting.TryPeek(out var segment, out var order))
        {
            if (order.Due > now) return order.Due;
            waiting.Dequeue();
            Send(segment);
        }
        return Moment.Never;
    }

    public void Clear()
    {
        faults = [];
        while (waiting.TryDequeue(out var segment, out _)) segment.Block!.Release();
    }

    // From this fault on; a second copy meets the faults behind the one that made it by itself.
    void Judge(Span<byte> datagram, int first, long at, long now)
    {
        for (var i = first; i < faults.Count; i++)
        {
            var (name, fault) = faults[i];
            var verdict = fault.Judge(datagram, at);
            if (verdict == DatagramVerdict.Pass(at)) continue;
            output.Decided(name, Word(verdict, at), datagram.Length, verdict.Copies > 0 && verdict.At > at ? verdict.At : null, now);
            if (verdict.Copies == 0) return;
            at = verdict.At;
            for (var copy = 1; copy < verdict.Copies; copy++) Judge(datagram.ToArray(), i + 1, at, now);
        }
        if (at <= now && waiting.Count == 0) output.Send(datagram);
        else if (held.Bytes < limit) Wait(datagram, at, now);
        else output.Decided("queue", "drop", datagram.Length, null, now);
    }

    void Wait(ReadOnlySpan<byte> datagram, long until, long now) =>
        waiting.Enqueue(new(SegmentKind.Data, Block.Copy(datagram, held), 0, datagram.Length, now), (until, number++));

    void Send(in Segment segment)
    {
        output.Send(segment.Bytes);
        segment.Block!.Release();
    }

    static string Word(in DatagramVerdict verdict, long at) =>
        verdict.Copies == 0 ? "drop" : verdict.Copies > 1 ? "repeat" : verdict.IsChange ? "change" : verdict.At > at ? "delay" : "pass";
}
