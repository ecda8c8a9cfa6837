using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>One direction of a UDP client's traffic: straight through, or by way of its faults.</summary>
[SupportedOSPlatform("linux")]
sealed class UdpHalf(UdpSession session, Loop loop, Direction direction) : LoopTask, IDatagramOutput
{
    DatagramFlow? flow;
    long received;
    long delivered;

    /// <summary>Bytes of payload that were sent on; from any thread.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>Datagrams are on their way.</summary>
    public bool IsWaiting => flow is { IsEmpty: false };

    public void Apply(List<ActiveFault> before, List<ActiveFault> faults)
    {
        List<(string, DatagramFault)> parts = [];
        foreach (var fault in faults)
        {
            // The same object goes on as it is: nobody touched it.
            var part = before.Contains(fault) ? flow?.Find(fault.Name) : null;
            if ((part ?? fault.DatagramsOf(session.Ordinal, direction, loop.Now)) is { } present) parts.Add((fault.Name, present));
        }
        if (parts.Count == 0 && flow is null) return;
        flow ??= new(session.QueuedBytes, this);
        flow.Set(parts, loop.Now);
        Run(loop.Now);
    }

    public void Take(Span<byte> datagram)
    {
        if (session.Observers.Want(LinkEvents.Received)) Tell(LinkEvents.Received, received, datagram);
        received += datagram.Length;
        if (flow is null)
        {
            Send(datagram);
            return;
        }
        flow.Take(datagram, loop.Now);
        Run(loop.Now);
    }

    public override void Run(long now)
    {
        if (flow is null) return;
        var due = flow.Run(now);
        loop.Wake(this, due);
        if (flow.IsIdle) flow = null;
    }

    public void Clear()
    {
        loop.Wake(this, Moment.Never);
        flow?.Clear();
        flow = null;
    }

    public void Send(ReadOnlySpan<byte> datagram)
    {
        if (session.Observers.Want(LinkEvents.Delivered)) Tell(LinkEvents.Delivered, delivered, datagram);
        Volatile.Write(ref delivered, delivered + datagram.Length);
        session.Send(direction, datagram);
    }

    public void Decided(string fault, string verdict, int length, long? until, long now)
    {
        session.Count(fault);
        if (!session.Observers.Want(LinkEvents.Decisions)) return;
        session.Observers.Decided(new(
            session.Ordinal, direction, fault, verdict, received - length, length, until is { } at ? session.Observers.Since(at) : null,
            session.Observers.Since(now)));
    }

    void Tell(LinkEvents point, long position, ReadOnlySpan<byte> bytes) =>
        session.Observers.Passed(new(session.Ordinal, direction, point, position, session.Observers.Since(loop.Now)), bytes);
}
