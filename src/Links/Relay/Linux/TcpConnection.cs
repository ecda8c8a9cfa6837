using System.Net;
using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>
/// One client and its service: dialled, carried, ended. Side 0 is the client, side 1 the service. FIN is passed on per direction; a side
/// that is cut (RST) or fails has the other cut as well. The loop's thread, but for <see cref="Snapshot"/>.
/// </summary>
[SupportedOSPlatform("linux")]
sealed partial class TcpConnection : LoopTask, IReady, ICarried
{
    enum Phase
    {
        Waiting,
        Silent,
        Dialling,
        Open,
        Ended,
    }

    readonly TcpRelay relay;
    readonly Loop loop;
    readonly IPEndPoint client;
    readonly Touches touches;
    readonly long opened;
    readonly int clientSocket;
    readonly int slot;
    readonly TcpHalf up;
    readonly TcpHalf down;
    int serviceSocket = -1;
    volatile IPEndPoint? service;
    Phase phase;
    long ended = Moment.Never;
    EndReason endReason;
    string? endedBy;

    public TcpConnection(TcpRelay relay, long ordinal, int clientSocket, IPEndPoint client, Touches touches)
    {
        (this.relay, this.clientSocket, this.client, this.touches) = (relay, clientSocket, client, touches);
        loop = relay.Loop;
        Ordinal = ordinal;
        opened = loop.Now;
        up = new(this, loop, Direction.Up);
        down = new(this, loop, Direction.Down);
        slot = loop.Join(this);
    }

    public long Ordinal { get; }

    public bool IsOpen => phase == Phase.Open;

    public Observers Observers => relay.Observers;

    public int QueuedBytes => relay.Options.Limits.QueuedBytes;

    public LinkConnection Snapshot()
    {
        var end = Volatile.Read(ref ended);
        return new(
            Ordinal, client, service, Observers.Since(opened), end == Moment.Never ? null : Observers.Since(end),
            up.Delivered, down.Delivered, touches.Read(), endReason, endedBy);
    }

    /// <summary>Gets its faults, and has the service dialled: now, later, or never.</summary>
    public void Start(List<ActiveFault> faults, bool isSilent, TimeSpan delay)
    {
        Apply([], faults);
        if (!loop.Watch(clientSocket, slot, 0)) End(EndReason.Limit, reset: true);
        else if (isSilent) phase = Phase.Silent;
        else if (delay > TimeSpan.Zero) loop.Wake(this, Moment.Later(loop.Now, delay));
        else Dial();
    }

    /// <summary>Others are on now: each direction gets its stages, in order; what waits in those that stay is not touched.</summary>
    public void Apply(List<ActiveFault> before, List<ActiveFault> faults)
    {
        if (phase == Phase.Ended) return;
        List<ActiveFault> concerning = [.. faults.Where(fault => fault.Concerns(Ordinal))];
        up.Apply(before, concerning);
        if (phase != Phase.Ended) down.Apply(before, concerning);
    }

    public void Ready(int side, uint events)
    {
        if (phase == Phase.Dialling && side == 1)
        {
            if ((events & (Constants.Writable | Constants.Failed | Constants.HungUp)) == 0) return;
            Dialled(events);
        }
        var (reads, writes) = side == 0 ? (up, down) : (down, up);
        reads.Readable(events);
        if ((events & (Constants.Writable | Constants.Failed)) != 0) writes.Writable();
        if (phase is Phase.Waiting or Phase.Silent or Phase.Dialling)
        {
            // Whoever hangs up on silence is let go; FIN alone may come before the service was reached.
            if (side == 0 && ((events & Constants.Failed) != 0 || phase == Phase.Silent && (events & Constants.PeerEnded) != 0))
                End(EndReason.ClientReset, reset: (events & Constants.Failed) != 0);
            return;
        }
        if (phase != Phase.Open) return;
        writes.Run(loop.Now);
        if (phase == Phase.Open) reads.Run(loop.Now);
        // What could be read before the RST has been passed on; no more can be.
        if (phase == Phase.Open && (events & Constants.Failed) != 0) Failed(side);
    }

    /// <summary>The time has come to dial.</summary>
    public override void Run(long now)
    {
        if (phase == Phase.Waiting) Dial();
    }

    /// <summary>A direction has delivered everything, FIN included.</summary>
    public void Finished()
    {
        if (up.IsFinished && down.IsFinished) End(EndReason.Finished, reset: false);
    }

    /// <summary>A side was cut, or failed: what came from it before still goes its way, then the other side is cut as well.</summary>
    public void Failed(int side)
    {
        var (reads, writes) = side == 0 ? (up, down) : (down, up);
        writes.Clear();
        if (reads.IsCarrying) reads.CutBehind();
        else CutBy(side);
    }

    public void CutBy(int side) => End(side == 0 ? EndReason.ClientReset : EndReason.ServiceReset, reset: true);

    public void EndBy(string? fault, bool reset)
    {
        endedBy = fault;
        End(EndReason.Fault, reset);
    }

    public void End(EndReason reason, bool reset)
    {
        if (phase == Phase.Ended) return;
        phase = Phase.Ended;
        endReason = reason;
        loop.Leave(slot);
        loop.Wake(this, Moment.Never);
        up.Clear();
        down.Clear();
        foreach (var socket in (ReadOnlySpan<int>)[clientSocket, serviceSocket])
        {
            if (socket < 0) continue;
            if (reset) Sockets.Reset(socket);
            else Sockets.Finish(socket, loop.Scratch);
        }
        Volatile.Write(ref ended, loop.Now);
        relay.Ended(this);
    }

    public void Count(string fault) => touches.Count(fault);
}
