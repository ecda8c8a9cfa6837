namespace Berth.Actions.Changes;

/// <summary>How a step or a change ended.</summary>
/// <param name="Problem">Null when it was done; otherwise what, where and what to do.</param>
/// <param name="LackedRight">This user may not do it.</param>
public sealed record ChangeResult(string? Problem, bool LackedRight = false)
{
    public static ChangeResult Done { get; } = new((string?)null);

    public bool IsDone => Problem is null;
}
