namespace Berth.Localhost;

/// <summary>The unit, or why there is none.</summary>
/// <param name="TakesMoreRights">Another user may.</param>
public sealed record LocalhostEntry(LocalhostUnit? Unit, string? Refusal, bool TakesMoreRights)
{
    internal static LocalhostEntry Refused(string reason) => new(null, reason, false);

    internal static LocalhostEntry NoRight(string reason) => new(null, reason, true);
}
