using System.Net;
using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>One client of a UDP relay, with its own socket to the service. The loop's thread, but for <see cref="Snapshot"/>.</summary>
[SupportedOSPlatform("linux")]
sealed unsafe class UdpSession : LoopTask, IReady, ICarried
{
    const int DatagramsInARow = 256;

    readonly UdpRelay relay;
    readonly Loop loop;
    readonly IPEndPoint service;
    readonly Touches touches = new();
    readonly UdpHalf up;
    readonly UdpHalf down;
    readonly long opened;
    readonly int socket;
    readonly int slot;
    long heard;
    long ended = Moment.Never;
    EndReason endReason;

    public UdpSession(UdpRelay relay, long ordinal, int socket, IPEndPoint client, IPEndPoint service)
    {
        (this.relay, this.socket, Client, this.service) = (relay, socket, client, service);
        loop = relay.Loop;
        Ordinal = ordinal;
        opened = heard = loop.Now;
        up = new(this, loop, Direction.Up);
        down = new(this, loop, Direction.Down);
        slot = loop.Join(this);
    }

    public long Ordinal { get; }

    public IPEndPoint Client { get; }

    public bool HasEnded => Volatile.Read(ref ended) != Moment.Never;

    public Observers Observers => relay.Observers;

    public int QueuedBytes => relay.Options.Limits.QueuedBytes;

    public LinkConnection Snapshot()
    {
        var end = Volatile.Read(ref ended);
        return new(
            Ordinal, Client, service, Observers.Since(opened), end == Moment.Never ? null : Observers.Since(end),
            up.Delivered, down.Delivered, touches.Read(), endReason, null);
    }

    public void Start(List<ActiveFault> faults)
    {
        Apply([], faults);
        if (!loop.Watch(socket, slot, 1)) End(EndReason.Limit);
        else loop.Wake(this, Moment.Later(loop.Now, relay.Options.Limits.Silence));
    }

    public void Apply(List<ActiveFault> before, List<ActiveFault> faults)
    {
        List<ActiveFault> concerning = [.. faults.Where(fault => fault.Concerns(Ordinal))];
        up.Apply(before, concerning);
        down.Apply(before, concerning);
    }

    public void Take(Direction direction, Span<byte> datagram)
    {
        heard = loop.Now;
        (direction == Direction.Up ? up : down).Take(datagram);
    }

    public void Ready(int side, uint events)
    {
        for (var left = DatagramsInARow; left > 0 && !HasEnded; left--)
        {
            nint count;
            fixed (byte* buffer = loop.Scratch) count = Libc.Receive(socket, buffer, loop.Scratch.Length, 0);
            if (count >= 0) Take(Direction.Down, loop.Scratch.AsSpan(0, (int)count));
            // A service that is not there yet is told by ICMP, as an error of the next read; the client may try again.
            else if (Libc.Error == Constants.Again) return;
        }
        if (!HasEnded) loop.Again(this);
    }

    /// <summary>Silence is looked at when it may have lasted, and not at each datagram; and the rest of a crowd is read.</summary>
    public override void Run(long now)
    {
        var until = Moment.Later(heard, relay.Options.Limits.Silence);
        if (until <= now && !up.IsWaiting && !down.IsWaiting)
        {
            End(EndReason.Silent);
            return;
        }
        loop.Wake(this, until > now ? until : Moment.Later(now, relay.Options.Limits.Silence));
        Ready(1, 0);
    }

    public void Send(Direction direction, ReadOnlySpan<byte> datagram)
    {
        if (direction == Direction.Down)
        {
            relay.Answer(datagram, Client);
            return;
        }
        fixed (byte* buffer = datagram) _ = Libc.Send(socket, buffer, datagram.Length, Constants.NoSignal);
    }

    public void Count(string fault) => touches.Count(fault);

    public void End(EndReason reason)
    {
        if (HasEnded) return;
        endReason = reason;
        loop.Leave(slot);
        loop.Wake(this, Moment.Never);
        up.Clear();
        down.Clear();
        _ = Libc.Close(socket);
        Volatile.Write(ref ended, loop.Now);
        relay.Ended(this);
    }
}
