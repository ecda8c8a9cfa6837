namespace Berth.Protocols.Http1;

/// <summary>A request and the reply to it, as far as they came. Times count from the beginning of the connection.</summary>
public sealed class HttpExchange
{
    internal HttpExchange(HttpHead? request, TimeSpan at, int keptBody)
    {
        (Request, AskedAt, SentAt, AnsweredAt, DoneAt) = (request, at, at, at, at);
        (RequestBody, ReplyBody) = (new BodyPart(keptBody), new BodyPart(keptBody));
    }

    /// <summary>Null for a reply that nobody asked for, such as 408.</summary>
    public HttpHead? Request { get; }

    /// <summary>Null when there was none.</summary>
    public HttpHead? Reply { get; internal set; }

    /// <summary>When the head of the request was whole.</summary>
    public TimeSpan AskedAt { get; }

    /// <summary>When the request was whole; <see cref="AskedAt"/> while it is not.</summary>
    public TimeSpan SentAt { get; internal set; }

    /// <summary>When the head of the reply was whole.</summary>
    public TimeSpan AnsweredAt { get; internal set; }

    /// <summary>When the reply was whole, or all was over.</summary>
    public TimeSpan DoneAt { get; internal set; }

    public BodyPart RequestBody { get; }

    public BodyPart ReplyBody { get; }

    /// <summary>Bytes on the wire, heads and codings included.</summary>
    public long Sent { get; internal set; }

    /// <summary>Likewise; interim replies included.</summary>
    public long Received { get; internal set; }

    /// <summary>The reply is whole.</summary>
    public bool IsWhole { get; internal set; }
}

/// <summary>The beginning of a body, and its length.</summary>
/// <param name="most">Bytes that are kept.</param>
public sealed class BodyPart(int most)
{
    readonly List<byte> kept = [];

    /// <summary>Without the transfer coding.</summary>
    public long Length { get; private set; }

    public IReadOnlyList<byte> Kept => kept;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        var room = Math.Min(most - kept.Count, bytes.Length);
        if (room > 0) kept.AddRange(bytes[..room]);
    }
}
