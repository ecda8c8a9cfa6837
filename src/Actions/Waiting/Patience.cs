namespace Berth.Actions.Waiting;

/// <summary>Asks again and again until the answer is there or the time is up.</summary>
public sealed class Patience(TimeProvider clock, TimeSpan limit)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // However short the limit, the first try is one: "is it there now?" is a question too, and a busy machine needs a moment.
    static readonly TimeSpan FirstTry = TimeSpan.FromMilliseconds(250);

    /// <returns>The last answer, and how long it took.</returns>
    public async Task<(Answer Answer, TimeSpan Took)> UntilAsync(Func<CancellationToken, Task<Answer>> ask, Func<bool> giveUp)
    {
        var start = clock.GetTimestamp();
        using var end = new CancellationTokenSource(limit, clock);
        using var first = new CancellationTokenSource(limit > FirstTry ? limit : FirstTry, clock);
        var last = new Answer([], "it did not answer in time");
        try
        {
            last = await ask(first.Token).ConfigureAwait(false);
            while (!last.IsThere && !giveUp())
            {
                await Task.Delay(Pause, clock, end.Token).ConfigureAwait(false);
                last = await ask(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is up: the last answer stands.
        }
        return (last, clock.GetElapsedTime(start));
    }
}
