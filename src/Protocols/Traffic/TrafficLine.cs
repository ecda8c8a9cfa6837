namespace Berth.Protocols.Traffic;

public enum TrafficKind : byte
{
    /// <summary>Something was asked, and perhaps answered.</summary>
    Exchange,

    /// <summary>One side said something that asks for no answer: a WebSocket's message, a notification.</summary>
    Message,

    /// <summary>Something about the connection itself, such as that it goes on encrypted.</summary>
    Note,
}

/// <summary>
/// One line of what went over a connection. Values are left out: literals of SQL, arguments of commands, query strings, passwords. Its
/// texts are the peers' all the same: escape them before they reach a terminal. Times count from the beginning of the connection.
/// </summary>
/// <param name="Protocol">http, websocket, postgresql, redis, tls, http2, ssh or unknown.</param>
/// <param name="Asked">"GET /orders?…", "SELECT * FROM orders WHERE id = ?", "SET cart:? ?"; of a note the note itself.</param>
/// <param name="At">When it was asked.</param>
public sealed record TrafficLine(string Protocol, TrafficKind Kind, string Asked, TimeSpan At)
{
    /// <summary>From the asking to the end of the answer; null when nothing was to be answered, or nothing was.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>From the asking to the beginning of the answer; null where it is not known.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>"200 OK", "SELECT 12", "+OK"; null without an answer.</summary>
    public string? Answer { get; init; }

    /// <summary>What went wrong, such as "42P01 relation "?" does not exist"; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Rows that were returned or changed; null where there are none to count.</summary>
    public long? Rows { get; init; }

    /// <summary>Bytes of the client that belong to it, on the wire.</summary>
    public long Sent { get; init; }

    /// <summary>Bytes of the server that belong to it.</summary>
    public long Received { get; init; }

    /// <summary>Of a message: who said it.</summary>
    public Flow? From { get; init; }
}
