using Berth.Links.Specs;

namespace Berth.Links.Profiles;

/// <summary>What a kind of line is like, as faults, and who says so.</summary>
/// <param name="Faults">For both directions; a round trip is halved between them.</param>
/// <param name="Source">Where the figures are from.</param>
public sealed record Profile(string Name, string Text, IReadOnlyList<FaultSpec> Faults, string Source);
