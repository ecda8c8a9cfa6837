using Berth.Links.Observing;

namespace Berth.Links.Relay.Linux;

/// <summary>Bulk data without a copy: splice(2) through a pipe, while reads are large and nobody looks at the bytes.</summary>
sealed unsafe partial class TcpHalf
{
    // A read of this size, so many times in a row, is bulk; reads below the small size, so many times, are none any more.
    const int LargeRead = 32 * 1024;
    const int LargeReadsBefore = 8;
    const int SmallRead = 8 * 1024;
    const int SmallReadsBefore = 4;

    Pipe? pipe;
    nint inPipe;
    int largeReads;
    int smallReads;

    bool IsWatched => connection.Observers.Want(LinkEvents.Received | LinkEvents.Delivered);

    void CountBulk(int count)
    {
        largeReads = count >= LargeRead ? largeReads + 1 : 0;
        if (largeReads < LargeReadsBefore || IsWatched) return;
        (largeReads, smallReads) = (0, 0);
        pipe = loop.Pipes.Rent();
    }

    /// <summary>One step from socket to pipe to socket. False when nothing can be moved now, or the connection is gone.</summary>
    bool Splice(ref int budget)
    {
        if (inPipe == 0)
        {
            if (hasEnded || smallReads >= SmallReadsBefore || flow is not null || IsWatched)
            {
                ReturnPipe();
                return true;
            }
            if (!isReadable || !isWritable) return false;
            var read = Libc.Splice(from, null, pipe!.Input, null, PipePool.Size, Constants.SpliceMove | Constants.SpliceNonBlocking);
            if (read < 0) return Stopped(ref isReadable, fromSide);
            hasEnded = read == 0;
            smallReads = read < SmallRead ? smallReads + 1 : 0;
            received += read;
            inPipe = read;
            budget -= (int)read;
            return true;
        }
        if (!isWritable) return false;
        var written = Libc.Splice(pipe!.Output, null, to, null, inPipe, Constants.SpliceMove | Constants.SpliceNonBlocking);
        if (written < 0) return Stopped(ref isWritable, 1 - fromSide);
        inPipe -= written;
        Volatile.Write(ref delivered, delivered + written);
        return true;
    }

    // "Not now" ends the turn; anything else the connection. An interrupted call is made again.
    bool Stopped(ref bool isReady, int side)
    {
        var error = Libc.Error;
        if (error == Constants.Interrupted) return true;
        if (error == Constants.Again) isReady = false;
        else connection.Failed(side);
        return false;
    }

    void ReturnPipe()
    {
        if (pipe is not null) loop.Pipes.Return(pipe, inPipe == 0);
        (pipe, inPipe) = (null, 0);
    }
}
