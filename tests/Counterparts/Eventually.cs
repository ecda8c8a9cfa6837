namespace Berth.Counterparts;

/// <summary>Waits for what the kernel or another program does in its own time: asks again until it is so, or the patience ends.</summary>
public static class Eventually
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(20), pause = TimeSpan.FromMilliseconds(20);

    public static void True(Func<bool> condition, string what) => Get(() => condition() ? what : null, what);

    /// <summary>The first answer that is not null.</summary>
    /// <param name="limit">For what is slow by nature; null: as for all else.</param>
    public static T Get<T>(Func<T?> ask, string what, TimeSpan? limit = null) where T : class
    {
        var longest = limit ?? patience;
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (ask() is { } answer) return answer;
            if (TimeProvider.System.GetElapsedTime(start) > longest) throw new TimeoutException($"not so within {longest.TotalSeconds} s: {what}");
            Task.Delay(pause).GetAwaiter().GetResult();
        }
    }
}
