namespace Berth.Probes.Asking.Wire;

/// <summary>What one connection may cost.</summary>
sealed record Limits(TimeSpan Patience, int MaxBytes, TimeProvider Clock)
{
    /// <summary>Cancelled when the patience for one answer is at its end, or with <paramref name="cancel"/>.</summary>
    public CancellationTokenSource DeadlineFor(CancellationToken cancel) => DeadlineFor(Patience, cancel);

    public CancellationTokenSource DeadlineFor(TimeSpan patience, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var timer = new CancellationTokenSource(patience, Clock);
        return cancel.CanBeCanceled ? new LinkedDeadline(timer, cancel) : timer;
    }

    // A linked source does not own what it is linked to: the timer would live on.
    sealed class LinkedDeadline : CancellationTokenSource
    {
        readonly CancellationTokenSource timer;
        readonly CancellationTokenRegistration ofTimer, ofCaller;

        public LinkedDeadline(CancellationTokenSource timer, CancellationToken cancel)
        {
            this.timer = timer;
            ofTimer = timer.Token.Register(Cancel);
            ofCaller = cancel.Register(Cancel);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                ofTimer.Dispose();
                ofCaller.Dispose();
                timer.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
