namespace Berth.Actions.Waiting;

/// <summary>Asks again and again until the answer is there or the time is up.</summary>
public sealed class Patience(TimeProvider clock, TimeSpan limit)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>The last answer, and how long it took.</returns>
    public async Task<(Answer Answer, TimeSpan Took)> UntilAsync(Func<CancellationToken, Task<Answer>> ask, Func<bool> giveUp)
    {
        var start = clock.GetTimestamp();
        using var end = new CancellationTokenSource(limit, clock);
        var last = new Answer([], "it was not asked in time");
        try
        {
            while (true)
            {
                last = await ask(end.Token).ConfigureAwait(false);
                if (last.IsThere || giveUp()) break;
                await Task.Delay(Pause, clock, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up: the last answer stands.
        }
        return (last, clock.GetElapsedTime(start));
    }
}
