using Berth.Model.Addressing;

namespace Berth.Model.Leases;

/// <summary>A port that is kept for one service of one checkout, the same at every start.</summary>
public sealed record Lease(LeaseKey Key, Port Port)
{
    /// <summary>The port that it has whenever nobody else has it; null: Berth chooses.</summary>
    public Port? Preferred { get; init; }

    /// <summary>A person asked for it by name: it is kept though nothing uses it.</summary>
    public bool IsExplicit { get; init; }
    public DateTimeOffset Created { get; init; }
    public DateTimeOffset Used { get; init; }

    /// <summary>The port that it had before, or that was preferred; null when it has what it should.</summary>
    public Port? RotatedFrom { get; init; }

    /// <summary>Why it has another port: a clause such as "port 3000 is held by node (pid 4242)". Null when it has what it should.</summary>
    public string? Reason { get; init; }
    public DateTimeOffset? RotatedAt { get; init; }
}
