using Berth.Links.Flow;
using Berth.Links.Observing;

namespace Berth.Links.Relay.Linux;

/// <summary>A direction with faults: what was read goes into the flow, and what comes out of it, when its time has come, is sent.</summary>
sealed unsafe partial class TcpHalf : IFlowEvents
{
    StreamFlow? flow;
    bool endWasTaken;

    /// <summary>Others are on now: stages are added, changed and taken away where that is needed.</summary>
    /// <param name="faults">Those that concern this connection, in order.</param>
    public void Apply(List<ActiveFault> before, List<ActiveFault> faults)
    {
        if (IsFinished) return;
        var now = loop.Now;
        List<(string Name, Stage? Other)> wanted = [];
        foreach (var fault in faults)
        {
            // The same object goes on as it is: nobody touched it.
            var isKept = before.Contains(fault) && flow?.Find(fault.Name) is not null;
            var stage = isKept ? null : fault.StageOf(connection.Ordinal, direction, now);
            if (isKept || stage is not null) wanted.Add((fault.Name, stage));
        }
        foreach (var stage in flow?.Stages.ToArray() ?? [])
            if (!wanted.Exists(fault => fault.Name == stage.Name)) flow!.Remove(stage, now);
        for (var place = 0; place < wanted.Count; place++)
        {
            var (name, other) = wanted[place];
            flow ??= new(connection.QueuedBytes, this);
            if (flow.Find(name) is { } present) present.Replace(other);
            else flow.Insert(place, other!);
        }
        if (connection.IsOpen) Run(now);
    }

    void IFlowEvents.Decided(Stage stage, in Verdict verdict, long position, int length, long now)
    {
        connection.Count(stage.Name);
        if (!connection.Observers.Want(LinkEvents.Decisions)) return;
        TimeSpan? until = verdict.At is 0 or Moment.Never ? null : connection.Observers.Since(verdict.At);
        connection.Observers.Decided(new(
            connection.Ordinal, direction, stage.Name, verdict.Word, position, length, until, connection.Observers.Since(now)));
    }

    void RunShaped(long now)
    {
        var isClear = SendEarlier();
        if (IsFinished) return;
        var budget = Budget;
        bool moves;
        long due;
        do
        {
            moves = isClear && Take(now, ref budget);
            if (IsFinished) return;
            due = flow!.Run(now);
            if (flow.IsReset)
            {
                connection.EndBy(flow.EndedBy, reset: true);
                return;
            }
            moves |= isClear && Deliver(ref budget);
            if (IsFinished) return;
        }
        while (moves && budget > 0);
        loop.Wake(this, due);
        if (moves) loop.Again(this);
        else if (flow.IsIdle && !endWasTaken) flow = null;
    }

    // What was on its way before the first fault came goes first.
    bool SendEarlier()
    {
        if (restLength > 0 && !SendRest()) return false;
        var budget = Budget;
        while (pipe is not null)
            if (!Splice(ref budget)) return false;
        return true;
    }

    // Reads once, when the flow takes more.
    bool Take(long now, ref int budget)
    {
        if (hasEnded && !endWasTaken)
        {
            endWasTaken = true;
            if (isCut) flow!.TakeReset(now);
            else flow!.TakeEnd(now);
            return true;
        }
        if (!isReadable || hasEnded || !flow!.Accepts) return false;
        var count = Receive();
        if (count <= 0) return count == 0;
        budget -= count;
        // A large read is handed over, buffer and all; a small one would keep it for too little.
        if (count >= LargeRead) flow.Take(loop.GiveScratch(), count, now);
        else flow.Take(loop.Scratch.AsSpan(0, count), now);
        return true;
    }

    // Sends what has come out, while the receiver takes it.
    bool Deliver(ref int budget)
    {
        var moved = false;
        while (budget > 0 && flow!.TryPeek(out var kind, out var bytes))
        {
            if (kind != SegmentKind.Data)
            {
                Mark(kind);
                return true;
            }
            if (!isWritable) return moved;
            int sent;
            fixed (byte* buffer = bytes) sent = Send(buffer, bytes.Length);
            if (sent < 0) return false;
            flow.Advance(sent);
            budget -= sent;
            moved = true;
            if (sent < bytes.Length) isWritable = false;
        }
        return moved;
    }

    void Mark(SegmentKind kind)
    {
        if (kind == SegmentKind.End) PassEnd();
        else if (flow!.EndedBy is null) connection.CutBy(fromSide);
        else connection.EndBy(flow.EndedBy, reset: kind == SegmentKind.Reset);
    }
}
