namespace Berth.Cli.Commands.Freeing;

/// <summary>What was asked of `berth free`.</summary>
sealed record FreeRequest
{
    public required IReadOnlyList<string> Words { get; init; }
    public bool Yes { get; init; }
    public bool DryRun { get; init; }
    public bool Force { get; init; }
    public bool Sessions { get; init; }
    public bool Tree { get; init; }
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
    public bool Many { get; init; }
    public bool Json { get; init; }
}
