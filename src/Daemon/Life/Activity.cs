namespace Berth.Daemon.Life;

/// <summary>How many requests are being answered, and since when none is. Any thread may ask and tell.</summary>
sealed class Activity(TimeProvider clock)
{
    readonly Lock gate = new();
    int open;
    long quietSince = clock.GetTimestamp();

    /// <summary>Dispose what it gives when the request is answered.</summary>
    public IDisposable Begin()
    {
        lock (gate) open++;
        return new Request(this);
    }

    /// <summary>Zero while a request is being answered.</summary>
    public TimeSpan Quiet
    {
        get
        {
            lock (gate) return open > 0 ? TimeSpan.Zero : clock.GetElapsedTime(quietSince);
        }
    }

    /// <summary>The quiet begins anew: what kept the daemon has ended.</summary>
    public void Touch()
    {
        lock (gate) quietSince = clock.GetTimestamp();
    }

    void End()
    {
        lock (gate)
        {
            open--;
            quietSince = clock.GetTimestamp();
        }
    }

    sealed class Request(Activity activity) : IDisposable
    {
        public void Dispose() => activity.End();
    }
}
