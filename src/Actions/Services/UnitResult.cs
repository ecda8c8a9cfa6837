namespace Berth.Actions.Services;

/// <param name="Said">What the manager said, for the user; null when it stopped.</param>
public readonly record struct UnitResult(UnitOutcome Outcome, string? Said);

public enum UnitOutcome : byte
{
    Stopped,
    Failed,
    NoRight,
    TimedOut,

    /// <summary>The manager's program is not installed.</summary>
    NoManager,
}
