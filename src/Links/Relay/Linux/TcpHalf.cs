using System.Buffers;
using System.Runtime.Versioning;
using Berth.Links.Flow;
using Berth.Links.Observing;
using Berth.Links.Units;

namespace Berth.Links.Relay.Linux;

/// <summary>
/// One direction of a connection. Edge-triggered: what the kernel said last is remembered, and read or written until it says "not now".
/// Without faults bytes go through the loop's one buffer, or, when much flows and nobody watches, through a pipe without a copy; with
/// faults through a <see cref="StreamFlow"/>. A receiver that does not read stops the reading from its sender.
/// </summary>
[SupportedOSPlatform("linux")]
sealed unsafe partial class TcpHalf(TcpConnection connection, Loop loop, Direction direction) : LoopTask
{
    // What one direction may move before the others have their turn.
    const int Budget = 1 << 20;

    readonly int fromSide = direction == Direction.Up ? 0 : 1;
    int from = -1;
    int to = -1;
    bool isReadable;
    bool isWritable;
    bool senderHangs; // RDHUP or HUP was seen: read on until the end
    bool hasEnded; // FIN was read, or nothing more can be
    bool isCut; // the sender is gone: RST follows in place of FIN
    byte[]? rest; // what the receiver did not take, from the pool
    int restAt;
    int restLength;
    long received;
    long delivered;

    /// <summary>FIN was passed on: nothing follows.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Bytes that the receiver's socket took; from any thread.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    public void Connect(int sender, int receiver) => (from, to, isWritable) = (sender, receiver, true);

    public void Readable(uint events)
    {
        if ((events & ~Constants.Writable) == 0) return;
        isReadable = true;
        senderHangs |= (events & (Constants.PeerEnded | Constants.HungUp | Constants.Failed)) != 0;
    }

    public void Writable() => isWritable = true;

    /// <summary>Whether bytes of the sender are on their way here, or a fault has a say in when its end comes.</summary>
    public bool IsCarrying => !IsFinished && (restLength > 0 || inPipe > 0 || flow is not null);

    /// <summary>The sender is gone: what it sent goes on, and RST follows.</summary>
    public void CutBehind()
    {
        (isCut, isReadable) = (true, true);
        loop.Again(this);
    }

    /// <summary>Moves what can be moved now.</summary>
    public override void Run(long now)
    {
        if (!connection.IsOpen || IsFinished) return;
        if (flow is not null) RunShaped(now);
        else RunPlain();
    }

    /// <summary>The connection is gone: gives everything back.</summary>
    public void Clear()
    {
        loop.Wake(this, Moment.Never);
        ReturnRest();
        ReturnPipe();
        flow?.Clear();
        flow = null;
        IsFinished = true;
    }

    void RunPlain()
    {
        var budget = Budget;
        while (budget > 0)
        {
            if (restLength > 0 && !SendRest()) return;
            if (pipe is not null)
            {
                if (!Splice(ref budget)) return;
                continue;
            }
            if (hasEnded)
            {
                PassEnd();
                return;
            }
            if (!isReadable || !isWritable) return;
            var count = Receive();
            if (count < 0) return;
            if (count == 0) continue;
            budget -= count;
            if (!SendNow(count)) return;
            CountBulk(count);
        }
        loop.Again(this);
    }

    /// <summary>Reads once into the loop's buffer: how much; 0 at the end; below zero for nothing now, or no connection any more.</summary>
    int Receive()
    {
        nint count;
        fixed (byte* buffer = loop.Scratch)
            do count = Libc.Receive(from, buffer, loop.Scratch.Length, 0);
            while (count < 0 && Libc.Error == Constants.Interrupted);
        if (count < 0 && !isCut)
        {
            if (Libc.Error == Constants.Again) isReadable = false;
            else connection.Failed(fromSide);
            return -1;
        }
        if (count <= 0)
        {
            hasEnded = true;
            return 0;
        }
        // A short read has emptied the socket; the next byte will be told. Behind the sender's end nothing is told any more.
        if (count < loop.Scratch.Length && !senderHangs) isReadable = false;
        if (connection.Observers.Want(LinkEvents.Received)) Tell(LinkEvents.Received, received, loop.Scratch.AsSpan(0, (int)count));
        received += count;
        return (int)count;
    }

    // Sends what is in the loop's buffer; the receiver that does not take all has the rest kept for it.
    bool SendNow(int count)
    {
        fixed (byte* buffer = loop.Scratch)
        {
            var sent = Send(buffer, count);
            if (sent < 0) return false;
            if (sent == count) return true;
            isWritable = false;
            (rest, restAt, restLength) = (ArrayPool<byte>.Shared.Rent(count - sent), 0, count - sent);
            loop.Scratch.AsSpan(sent, restLength).CopyTo(rest);
            return false;
        }
    }

    bool SendRest()
    {
        if (!isWritable) return false;
        int sent;
        fixed (byte* buffer = rest) sent = Send(buffer + restAt, restLength);
        if (sent < 0) return false;
        (restAt, restLength) = (restAt + sent, restLength - sent);
        if (restLength == 0)
        {
            ReturnRest();
            return true;
        }
        isWritable = false;
        return false;
    }

    /// <summary>How many bytes the receiver took; below zero when it is gone, and the connection with it.</summary>
    int Send(byte* bytes, int count)
    {
        nint sent;
        do sent = Libc.Send(to, bytes, count, Constants.NoSignal);
        while (sent < 0 && Libc.Error == Constants.Interrupted);
        if (sent < 0 && Libc.Error == Constants.Again) sent = 0;
        if (sent < 0)
        {
            connection.Failed(1 - fromSide);
            return -1;
        }
        if (connection.Observers.Want(LinkEvents.Delivered)) Tell(LinkEvents.Delivered, delivered, new(bytes, (int)sent));
        Volatile.Write(ref delivered, delivered + sent);
        return (int)sent;
    }

    void PassEnd()
    {
        if (isCut)
        {
            connection.CutBy(fromSide);
            return;
        }
        _ = Libc.Shutdown(to, Constants.ShutdownWrite);
        IsFinished = true;
        connection.Finished();
    }

    void ReturnRest()
    {
        if (rest is not null) ArrayPool<byte>.Shared.Return(rest);
        (rest, restLength) = (null, 0);
    }

    void Tell(LinkEvents point, long position, ReadOnlySpan<byte> bytes) => connection.Observers.Passed(
        new(connection.Ordinal, direction, point, position, connection.Observers.Since(loop.Now)), bytes);
}
