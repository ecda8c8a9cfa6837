using Berth.Engine.Filters;
using Berth.Engine.Targets;

namespace Berth.Workbench.Freeing;

/// <summary>What is to be freed, and how far that may go.</summary>
public sealed record FreeRequest
{
    /// <summary>The listeners and bound sockets; or the unix sockets, with <see cref="Path"/>.</summary>
    public required Filter Filter { get; init; }

    /// <summary>The unix socket that was named; null for a filter.</summary>
    public PathTarget? Path { get; init; }

    /// <summary>Only look.</summary>
    public bool DryRun { get; init; }

    /// <summary>Kill what does not end in time.</summary>
    public bool Force { get; init; }

    /// <summary>Also ask editors, terminals and agents to end.</summary>
    public bool Sessions { get; init; }

    /// <summary>Also end what the holders started.</summary>
    public bool Tree { get; init; }

    /// <summary>How long a process has to end.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>More than <see cref="FreePorts.Many"/> may end.</summary>
    public bool Many { get; init; }
}
