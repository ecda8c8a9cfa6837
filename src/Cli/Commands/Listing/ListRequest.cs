namespace Berth.Cli.Commands.Listing;

/// <summary>What was asked of `berth ls`, as typed.</summary>
sealed record ListRequest
{
    public IReadOnlyList<string> Words { get; init; } = [];
    public bool All { get; init; }
    public bool Bound { get; init; }
    public bool Unix { get; init; }
    public bool TcpInfo { get; init; }

    /// <summary>Ask every listed service what it speaks.</summary>
    public bool Probe { get; init; }
    public string? Namespaces { get; init; }
    public string? Sort { get; init; }
    public string? Columns { get; init; }
    public bool NoTruncation { get; init; }
    public bool Header { get; init; } = true;
    public string? Via { get; init; }
    public Format Format { get; init; }
}
