namespace Berth.Links.Tests;

/// <summary>How long a test waits for what should happen at once, so that a hang is a failure with a name.</summary>
static class Patience
{
    public static CancellationToken Token => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Token);

    public static Task InTime(this Task task) => task.WaitAsync(Token);
}
