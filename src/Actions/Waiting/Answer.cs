namespace Berth.Actions.Waiting;

/// <summary>What one attempt to reach a server found.</summary>
/// <param name="Reached">The endpoints that answered, as "127.0.0.1:3000"; empty when none did.</param>
/// <param name="Problem">Why not, one clause for the user; null when it answered as wanted.</param>
public sealed record Answer(IReadOnlyList<string> Reached, string? Problem)
{
    public bool IsThere => Problem is null;
}
