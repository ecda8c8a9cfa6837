namespace Berth.Links.Flow;

/// <summary>
/// One fault in one direction, with what waits for it: judges what is in front, keeps the rest in order, and hands on what may go.
/// Before the fault begins (<see cref="StageStart"/>), everything passes.
/// </summary>
sealed class Stage(string name, StreamFault fault, StageStart begin)
{
    StageStart start = begin;
    readonly Queue<Segment> waiting = new();
    Segment front;
    bool hasFront;
    // What was said of the bytes in front, when that takes effect later.
    Verdict pending;
    bool isPending;
    bool hasBegun;
    bool isShut;
    long position;
    int waitingBytes;

    public string Name => name;

    public StreamFault Fault { get; private set; } = fault;

    /// <summary>Whether more may come: what waits is below the fault's room.</summary>
    public bool HasRoom => waitingBytes < Fault.Room;

    public bool IsEmpty => !hasFront && waiting.Count == 0;

    public void Add(in Segment segment)
    {
        waiting.Enqueue(segment);
        waitingBytes += segment.Length;
    }

    /// <summary>
    /// Another's fault in place of this one's: what waits is judged anew, and the count of bytes goes on. Null changes nothing.
    /// </summary>
    public void Replace(Stage? other)
    {
        if (other is not null) (Fault, start, hasBegun, isPending) = (other.Fault, other.start, false, false);
    }

    /// <summary>Moves what may go. When to come again, or never when only news from outside can move anything.</summary>
    /// <returns>Whether something moved.</returns>
    public bool Run(StreamFlow flow, int index, long now, ref long next)
    {
        var moved = false;
        if (!hasBegun && start.Bytes <= position && start.At <= now) Begin(now);
        if (hasBegun && Fault.Deadline <= now) moved |= Expire(flow, index, now);
        while (TryFront())
        {
            if (isShut)
            {
                Discard(flow, index, ref moved);
                continue;
            }
            if (!flow.HasRoomAfter(index)) break;
            if (!isPending) Judge(flow, now);
            if (pending.At > now || pending.Kind == VerdictKind.Hold && pending.At == Moment.Never)
            {
                next = Math.Min(next, pending.At);
                break;
            }
            isPending = false;
            if (pending.Kind == VerdictKind.Hold) continue;
            Carry(flow, index, now);
            moved = true;
            if (!hasBegun && start.Bytes > 0 && start.Bytes <= position)
            {
                Begin(now);
                if (Fault.Deadline <= now) Expire(flow, index, now);
            }
        }
        if (hasBegun) next = Math.Min(next, Fault.Deadline <= now ? Moment.Never : Fault.Deadline);
        else if (start.Bytes <= position) next = Math.Min(next, start.At);
        return moved;
    }

    /// <summary>Taken out of the flow: what waits goes to the next in line, in order and whole.</summary>
    public void Empty(StreamFlow flow, int index, long now)
    {
        while (TryFront())
        {
            hasFront = false;
            waitingBytes -= front.Length;
            if (isShut && front.Kind == SegmentKind.Data) front.Block!.Release();
            else if (!isShut) flow.HandOn(index, front with { Since = now });
        }
    }

    /// <summary>The connection is gone: gives the buffers back.</summary>
    public void Discard()
    {
        while (TryFront()) Release();
    }

    void Begin(long now)
    {
        hasBegun = true;
        isPending = false;
        Fault.Begin(now);
    }

    bool TryFront()
    {
        if (hasFront) return true;
        hasFront = waiting.TryDequeue(out front);
        return hasFront;
    }

    void Judge(StreamFlow flow, long now)
    {
        isPending = true;
        if (front.Kind is SegmentKind.Close or SegmentKind.Reset)
        {
            pending = Verdict.Pass;
            return;
        }
        if (!hasBegun)
        {
            // Exactly so many bytes are spared: the chunk is cut where the fault begins.
            var spared = start.Bytes > position ? Math.Min(front.Length, start.Bytes - position) : front.Length;
            pending = Verdict.Cut((int)spared);
            return;
        }
        pending = front.Kind == SegmentKind.Data
            ? Fault.Judge(new(front.Bytes, position, front.Since), now)
            : Fault.JudgeEnd(front.Since, now);
        if (pending != Verdict.Pass) Tell(flow, pending, pending.Bytes > 0 ? pending.Bytes : front.Length, now);
    }

    void Tell(StreamFlow flow, in Verdict verdict, int length, long now) => flow.Events?.Decided(this, verdict, position, length, now);

    // Carries the verdict out.
    void Carry(StreamFlow flow, int index, long now)
    {
        switch (pending.Kind)
        {
            case VerdictKind.Close or VerdictKind.Reset:
                Shut(flow, index, pending.Kind, now);
                return;
            case VerdictKind.Drop:
                position += front.Length;
                Release();
                return;
        }
        if (pending.Bytes > 0 && pending.Bytes < front.Length)
        {
            flow.HandOn(index, front.Until(pending.Bytes, now));
            front = front.From(pending.Bytes);
            position += pending.Bytes;
            waitingBytes -= pending.Bytes;
            return;
        }
        hasFront = false;
        position += front.Length;
        waitingBytes -= front.Length;
        flow.HandOn(index, front with { Since = now });
    }

    void Release()
    {
        hasFront = false;
        waitingBytes -= front.Length;
        front.Block?.Release();
    }

    // Nothing more goes through; the mark goes behind what has passed already.
    void Shut(StreamFlow flow, int index, VerdictKind kind, long now)
    {
        isShut = true;
        isPending = false;
        flow.EndedBy ??= name;
        flow.HandOn(index, Segment.Mark(kind == VerdictKind.Close ? SegmentKind.Close : SegmentKind.Reset, now));
    }

    // Bytes go nowhere any more; a mark of a stage before this one still counts.
    void Discard(StreamFlow flow, int index, ref bool moved)
    {
        if (front.Kind is SegmentKind.Close or SegmentKind.Reset) flow.HandOn(index, front);
        Release();
        moved = true;
    }

    bool Expire(StreamFlow flow, int index, long now)
    {
        if (isShut) return false;
        var verdict = Fault.Expire(now);
        if (verdict.Kind is not (VerdictKind.Close or VerdictKind.Reset)) return false;
        Tell(flow, verdict, 0, now);
        // A reset that bytes led to comes after them; one that the clock led to does not wait for a slow receiver.
        if (verdict.Kind == VerdictKind.Reset && start.Bytes == 0)
        {
            flow.EndedBy ??= name;
            flow.IsReset = true;
        }
        Shut(flow, index, verdict.Kind, now);
        return true;
    }
}

/// <summary>When a fault begins in one direction of one connection: at this moment, and not before so many bytes passed.</summary>
readonly record struct StageStart(long At, long Bytes);
