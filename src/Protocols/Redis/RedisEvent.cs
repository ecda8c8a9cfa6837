namespace Berth.Protocols.Redis;

public enum RedisEventKind : byte
{
    /// <summary>All bytes are taken; more must come.</summary>
    More,

    /// <summary>A command or a reply is whole.</summary>
    Whole,

    /// <summary>Not understood, for good: <see cref="RedisEvent.Why"/>.</summary>
    Lost,
}

/// <summary>A command or a reply, as a <see cref="RedisReader"/> found it.</summary>
public sealed record RedisEvent(RedisEventKind Kind)
{
    /// <summary>The first byte of a reply: + - : $ * and those of RESP3; '*' of a command, also of an inline one.</summary>
    public char Type { get; init; }

    /// <summary>
    /// The first texts in it, each cut at the reader's limit: name and arguments of a command, the words of an array; the one text of
    /// a simple reply. Bytes as Latin-1.
    /// </summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Elements of an array, arguments of a command with its name; 0 for a simple reply, -1 for null.</summary>
    public long Count { get; init; }

    /// <summary>On the wire.</summary>
    public long Size { get; init; }

    /// <summary>Of Lost: a clause.</summary>
    public string? Why { get; init; }
}
