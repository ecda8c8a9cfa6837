namespace Berth.Protocols.Postgres;

public enum PostgresEventKind : byte
{
    /// <summary>All bytes are taken; more must come.</summary>
    More,

    /// <summary>A message is whole.</summary>
    Message,

    /// <summary>Not understood, for good: <see cref="PostgresEvent.Why"/>.</summary>
    Lost,
}

/// <summary>What a <see cref="PostgresReader"/> found.</summary>
public readonly ref struct PostgresEvent
{
    public PostgresEventKind Kind { get; init; }

    /// <summary>The letter; '\0' for what has none: a start-up packet, or the answer to a request for encryption.</summary>
    public char Type { get; init; }

    /// <summary>Without letter and length; cut where the reader's limit is. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>On the wire.</summary>
    public long Size { get; init; }

    /// <summary>Of Lost: a clause.</summary>
    public string? Why { get; init; }
}
