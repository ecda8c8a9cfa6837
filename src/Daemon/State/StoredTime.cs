namespace Berth.Daemon.State;

/// <summary>Times as the database has them: milliseconds of Unix.</summary>
static class StoredTime
{
    /// <summary>Null for a number that is no time.</summary>
    public static DateTimeOffset? Read(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}
