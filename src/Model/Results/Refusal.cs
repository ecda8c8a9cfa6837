namespace Berth.Model.Results;

/// <summary>
/// Why something that was asked for was not done, and what to do about it. For a person; an expected failure, not a
/// bug.
/// </summary>
/// <param name="Reason">A clause without a full stop: "there is no HOME to keep it in".</param>
/// <param name="Remedy">What to do, without a full stop, or null: "set HOME".</param>
/// <param name="TakesMoreRights">The same would go with more rights.</param>
public sealed record Refusal(string Reason, string? Remedy = null, bool TakesMoreRights = false);
