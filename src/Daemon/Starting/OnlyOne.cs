using Berth.Linux.Native;
using Berth.Places;

namespace Berth.Daemon.Starting;

/// <summary>The locks that make a daemon the only one of its state and of its socket, held as long as it runs.</summary>
sealed class OnlyOne : IDisposable
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(15), pause = TimeSpan.FromMilliseconds(20);

    readonly FileLock state, socket;

    OnlyOne(FileLock state, FileLock socket) => (this.state, this.socket) = (state, socket);

    /// <summary>Null when another one answers already, or, with the reason, when the locks cannot be had.</summary>
    /// <param name="answers">Whether a daemon can be reached. One that is ending, or that starts, is waited for.</param>
    public static OnlyOne? Become(DaemonPlace place, Func<bool> answers, TimeProvider clock, out string? problem)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            problem = null;
            var state = FileLock.TryTake(place.StateLock, out var stateError);
            var socket = state is null ? null : FileLock.TryTake(place.SocketLock, out stateError);
            if (state is not null && socket is not null) return new OnlyOne(state, socket);
            state?.Dispose();
            if (stateError != Errno.TryAgain)
            {
                problem = $"{place.StateLock} or {place.SocketLock} cannot be locked: {stateError}";
                return null;
            }
            if (answers()) return null;
            if (clock.GetElapsedTime(start) > patience)
            {
                problem = $"another berthd holds {place.StateLock} or {place.SocketLock} and does not answer";
                return null;
            }
            Task.Delay(pause, clock).GetAwaiter().GetResult();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        state.Dispose();
    }
}
