namespace Berth.Protocols.Traffic;

/// <summary>What a server of PostgreSQL must answer yet, in order.</summary>
sealed class PostgresStep(PostgresStepKind kind, string shown, TimeSpan at)
{
    public PostgresStepKind Kind => kind;

    /// <summary>The statement, without values; empty where there is none.</summary>
    public string Shown => shown;
    public TimeSpan At => at;

    public long Sent { get; set; }
    public long Received { get; set; }

    /// <summary>The last command tag that came.</summary>
    public string? Tag { get; set; }
    public string? Error { get; set; }

    /// <summary>Rows that came, and those that tags tell of.</summary>
    public long SentRows { get; set; }
    public long? TaggedRows { get; set; }
    public long? Rows => TaggedRows ?? (SentRows > 0 ? SentRows : null);
}

enum PostgresStepKind : byte
{
    /// <summary>From the start-up packet to ReadyForQuery.</summary>
    Connect,

    /// <summary>To ReadyForQuery.</summary>
    Query,
    Parse,
    Bind,
    Describe,
    Execute,
    Close,

    /// <summary>To ReadyForQuery.</summary>
    Sync,
}
