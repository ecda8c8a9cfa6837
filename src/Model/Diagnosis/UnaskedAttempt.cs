namespace Berth.Model.Diagnosis;

/// <summary>A connection that was opened and watched, and on which nothing was said.</summary>
/// <param name="Text">What the server said by itself: its own words, to be escaped for a terminal. May be empty.</param>
public sealed record UnaskedAttempt(UnaskedOutcome Outcome, string Text, TimeSpan Took);

public enum UnaskedOutcome : byte
{
    /// <summary>It waits for words.</summary>
    StaysOpen,

    /// <summary>It was closed, or cut, although nothing was asked.</summary>
    Closes,

    /// <summary>A greeting came.</summary>
    Greets,
}
