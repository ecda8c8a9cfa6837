using Berth.Cli.Arguments;

namespace Berth.Cli.Commands.Auditing;

/// <summary>What `berth audit` was asked for.</summary>
sealed record AuditRequest
{
    /// <summary>Ports, ranges or filters as of `berth ls`; empty: the whole machine.</summary>
    public required IReadOnlyList<string> Words { get; init; }
    public required FindingChoices Choices { get; init; }
    public bool NoProbe { get; init; }

    /// <summary>Also let the kernel decide, in a twin.</summary>
    public bool Prove { get; init; }
}
