using System.Net.Sockets;
using System.Security.Authentication;

namespace Berth.Probes.Asking.Wire;

/// <summary>
/// One connection, bounded in bytes and time. Nothing that the peer does throws: it ends the line, and <see cref="End"/> says
/// how. Not for sharing between threads.
/// </summary>
sealed class Line(Stream stream, Limits limits, Tally tally) : IAsyncDisposable
{
    readonly byte[] buffer = new byte[limits.MaxBytes];
    int start; // of what came since our last words
    int length;

    public LineEnd End { get; private set; }

    /// <summary>What came since our last words.</summary>
    public ReadOnlyMemory<byte> Received => buffer.AsMemory(start, length - start);

    /// <summary>Says something; what came before is done with.</summary>
    public async Task SayAsync(ReadOnlyMemory<byte> words, CancellationToken deadline)
    {
        start = length;
        if (End != LineEnd.Open) return;
        try
        {
            await stream.WriteAsync(words, deadline).ConfigureAwait(false);
            await stream.FlushAsync(deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            End = LineEnd.Late;
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            // It may have answered before it closed: reading tells.
        }
    }

    /// <summary>Waits for more bytes; false at the end of the line.</summary>
    /// <param name="isLast">Whether running out of time ends the line.</param>
    public async Task<bool> MoreAsync(CancellationToken deadline, bool isLast = true)
    {
        if (End != LineEnd.Open) return false;
        if (length == buffer.Length)
        {
            End = LineEnd.TooMuch;
            return false;
        }
        try
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), deadline).ConfigureAwait(false);
            if (read == 0) End = LineEnd.Closed;
            length += read;
            tally.BytesRead += read;
            return read > 0;
        }
        catch (OperationCanceledException)
        {
            if (isLast) End = LineEnd.Late;
            return false;
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            End = LineEnd.Closed;
            return false;
        }
    }

    public CancellationTokenSource Deadline(CancellationToken cancel) => limits.DeadlineFor(cancel);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception broken) when (IsBroken(broken))
        {
        }
    }

    internal static bool IsBroken(Exception e) => e is IOException or SocketException or AuthenticationException or ObjectDisposedException or InvalidOperationException;
}

/// <summary>How a line ended.</summary>
enum LineEnd : byte
{
    Open,
    Closed,
    Late,
    TooMuch,
}

/// <summary>What asking one service has cost so far.</summary>
sealed class Tally
{
    public int Connections { get; set; }
    public int BytesRead { get; set; }
}
