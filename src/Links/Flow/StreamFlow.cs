namespace Berth.Links.Flow;

/// <summary>
/// One direction of one connection, without any socket: bytes come in, go from stage to stage as time passes, and come out in order.
/// <code>
///   Take ──▶ [ latency ] ──▶ [ bandwidth ] ──▶ [ limit ] ──▶ outlet ──▶ TryPeek, Advance
/// </code>
/// Nothing is lost when a stage is added, changed or taken away. What waits is bounded in bytes: see <see cref="Accepts"/>. One thread.
/// </summary>
sealed class StreamFlow(int limit, IFlowEvents? events = null)
{
    // What waits for a receiver that does not read; the stages hold the rest back.
    const int OutletRoom = 256 * 1024;

    readonly List<Stage> stages = [];
    readonly Queue<Segment> outlet = new();
    readonly Held held = new();
    int outletBytes;
    int sent;

    public IFlowEvents? Events { get; } = events;

    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>The name of the fault that ended the connection; null while none did.</summary>
    public string? EndedBy { get; set; }

    /// <summary>To be cut at once, whatever waits.</summary>
    public bool IsReset { get; set; }

    /// <summary>Bytes of memory that wait here.</summary>
    public int Held => held.Bytes;

    /// <summary>Whether the sender's next bytes may be taken.</summary>
    public bool Accepts => held.Bytes < limit && (stages.Count > 0 ? stages[0].HasRoom : HasRoomAfter(-1));

    /// <summary>No stage, and nothing waits: the flow is not needed any more.</summary>
    public bool IsIdle => stages.Count == 0 && outlet.Count == 0;

    public void Take(ReadOnlySpan<byte> bytes, long now) =>
        HandOn(-1, new(SegmentKind.Data, Block.Copy(bytes, held), 0, bytes.Length, now));

    /// <summary>The same with a buffer of the pool that is not the caller's any more.</summary>
    public void Take(byte[] buffer, int length, long now) =>
        HandOn(-1, new(SegmentKind.Data, Block.Adopt(buffer, held), 0, length, now));

    /// <summary>The sender has sent all (FIN).</summary>
    public void TakeEnd(long now) => HandOn(-1, Segment.Mark(SegmentKind.End, now));

    /// <summary>The sender was cut (RST): the receiver learns of it after what came before.</summary>
    public void TakeReset(long now) => HandOn(-1, Segment.Mark(SegmentKind.Reset, now));

    /// <summary>Moves all that may go by now.</summary>
    /// <returns>When to come again: <see cref="Moment.Never"/> when only bytes or a reader can move anything.</returns>
    public long Run(long now)
    {
        long next;
        bool moved;
        do
        {
            moved = false;
            next = Moment.Never;
            for (var i = 0; i < stages.Count; i++) moved |= stages[i].Run(this, i, now, ref next);
        }
        while (moved && !IsReset);
        return next;
    }

    /// <summary>What the receiver gets next: the bytes, or the mark that follows them.</summary>
    public bool TryPeek(out SegmentKind kind, out ReadOnlySpan<byte> bytes)
    {
        var found = outlet.TryPeek(out var segment);
        kind = segment.Kind;
        bytes = found ? segment.Bytes[sent..] : default;
        return found;
    }

    /// <summary>The receiver took so many of the bytes that <see cref="TryPeek"/> gave, or the mark.</summary>
    public void Advance(int bytes)
    {
        var segment = outlet.Peek();
        sent += bytes;
        outletBytes -= bytes;
        if (sent < segment.Length) return;
        outlet.Dequeue();
        sent = 0;
        segment.Block?.Release();
    }

    public Stage? Find(string name)
    {
        foreach (var stage in stages)
            if (stage.Name == name) return stage;
        return null;
    }

    public void Insert(int index, Stage stage) => stages.Insert(index, stage);

    /// <summary>Takes a stage out: what waits in it goes on at once.</summary>
    public void Remove(Stage stage, long now)
    {
        var index = stages.IndexOf(stage);
        stage.Empty(this, index, now);
        var last = stage.Fault.Remove();
        if (last.Kind is VerdictKind.Close or VerdictKind.Reset)
        {
            EndedBy ??= stage.Name;
            HandOn(index, Segment.Mark(last.Kind == VerdictKind.Close ? SegmentKind.Close : SegmentKind.Reset, now));
        }
        stages.RemoveAt(index);
    }

    /// <summary>Gives all buffers back; the connection is gone.</summary>
    public void Clear()
    {
        foreach (var stage in stages) stage.Discard();
        stages.Clear();
        while (outlet.TryDequeue(out var segment)) segment.Block?.Release();
    }

    /// <summary>Whether what a stage lets go has room where it goes.</summary>
    internal bool HasRoomAfter(int index) => index + 1 < stages.Count ? stages[index + 1].HasRoom : outletBytes < OutletRoom;

    /// <summary>From a stage to the next one, or out.</summary>
    internal void HandOn(int index, in Segment segment)
    {
        if (index + 1 < stages.Count)
        {
            stages[index + 1].Add(segment);
            return;
        }
        outlet.Enqueue(segment);
        outletBytes += segment.Length;
    }
}
