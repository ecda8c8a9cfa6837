namespace Berth.Workbench.Waiting;

/// <summary>How a wait ended.</summary>
public enum WaitVerdict
{
    Done,
    TimedOut,

    /// <summary>Whether the port is free cannot be tried with these rights.</summary>
    NoRight,
}

/// <param name="Reached">What answered: addresses, or the status of HTTP.</param>
/// <param name="Problem">Why it was not so at the last look; null when it is so.</param>
public sealed record WaitEnd(WaitQuestion Question, WaitVerdict Verdict, IReadOnlyList<string> Reached, string? Problem, TimeSpan Took);
