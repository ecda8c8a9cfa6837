using Berth.Protocols.Wire;

namespace Berth.Protocols.Http1;

/// <summary>
/// Reads one direction of an HTTP/1 connection (RFC 9112), message after message, from bytes that come in pieces of any size. It does
/// no I/O, keeps no body and never throws; heads are bounded by <see cref="HttpLimits"/>. What can be read in two ways is not
/// understood (<see cref="HttpEventKind.Lost"/>): HTTP has no place where one could begin anew. Not thread-safe.
/// <code>
/// while (reader.Next(ref bytes) is { Kind: not HttpEventKind.More } found) { ... }   // ends itself with More, Tunnel or Lost
/// </code>
/// </summary>
public sealed class HttpReader
{
    const int LongestChunkLine = 4096;

    readonly bool readsRequests;
    readonly HttpLimits limits;
    readonly UnitReader unit = new();
    readonly HttpHeadBuilder building;

    State state = State.Start;
    HttpHead? head;
    long left;
    int trailers;
    string? lostBy;

    enum State : byte
    {
        Start, Fields, Length, UntilClose, ChunkSize, Chunk, ChunkEnd, Trailers, Whole, Tunnel, Lost,
    }

    HttpReader(bool readsRequests, HttpLimits? limits)
    {
        this.readsRequests = readsRequests;
        this.limits = limits ?? HttpLimits.Default;
        building = new HttpHeadBuilder(this.limits);
    }

    public static HttpReader OfRequests(HttpLimits? limits = null) => new(readsRequests: true, limits);

    public static HttpReader OfReplies(HttpLimits? limits = null) => new(readsRequests: false, limits);

    /// <summary>
    /// For replies: the method that the next head answers, to be set before that head is whole. A reply to HEAD has no body, one to
    /// CONNECT begins a tunnel. Null: as for GET.
    /// </summary>
    public string? AnsweredMethod { get; set; }

    /// <summary>Whether it stands between two messages.</summary>
    public bool IsBetweenMessages => state == State.Start && !unit.IsWithinUnit;

    /// <summary>The next event. Bytes that belong to it are taken from the front; call again until it is More, Tunnel or Lost.</summary>
    public HttpEvent Next(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            switch (state)
            {
                case State.Start or State.Fields:
                    if (HeadLine(ref bytes) is { } whole) return new HttpEvent { Kind = HttpEventKind.Head, Head = whole };
                    if (state == State.Lost) continue;
                    if (bytes.IsEmpty) return default;
                    continue;
                case State.Length or State.Chunk or State.UntilClose:
                    if (bytes.IsEmpty) return default;
                    return Body(ref bytes);
                case State.ChunkSize or State.ChunkEnd or State.Trailers:
                    if (!ChunkLine(ref bytes)) return default;
                    continue;
                case State.Whole:
                    state = State.Start;
                    return new HttpEvent { Kind = HttpEventKind.End, Head = head };
                case State.Tunnel:
                    return new HttpEvent { Kind = HttpEventKind.Tunnel, Head = head };
                default:
                    return new HttpEvent { Kind = HttpEventKind.Lost, Why = lostBy };
            }
        }
    }

    /// <summary>The sender said that nothing more comes. More: it ended between two messages, as it should.</summary>
    public HttpEvent End()
    {
        if (state is State.UntilClose or State.Whole)
        {
            state = State.Start;
            return new HttpEvent { Kind = HttpEventKind.End, Head = head };
        }
        if (state == State.Tunnel || IsBetweenMessages) return default;
        if (state != State.Lost) Lose("the connection ended in the middle of a message");
        return new HttpEvent { Kind = HttpEventKind.Lost, Why = lostBy };
    }

    // One line of the head; the whole head with its last.
    HttpHead? HeadLine(ref ReadOnlySpan<byte> bytes)
    {
        var limit = Math.Min(limits.Line, limits.Head - building.Size);
        var found = unit.Line(ref bytes, limit, out var line);
        if (found == UnitState.More) return null;
        if (found == UnitState.TooLong) return Lose("its head is too long");
        var content = HttpLine.Content(line);
        building.Count(line.Length);
        if (state == State.Start)
        {
            // Empty lines before a message are passed over (section 2.2).
            if (content.IsEmpty) building.Clear();
            else if (building.Start(content, readsRequests)) state = State.Fields;
            else return Lose(readsRequests ? "it begins with no request line" : "it begins with no status line");
            return null;
        }
        if (!content.IsEmpty) return building.Add(content) is { } wrong ? Lose(wrong) : null;
        head = building.Finish(AnsweredMethod, out var problem);
        if (head is null) return Lose(problem!);
        left = head.Framing.Length;
        state = head.Framing.Kind switch
        {
            HttpBodyKind.None => State.Whole,
            HttpBodyKind.Length => State.Length,
            HttpBodyKind.Chunked => State.ChunkSize,
            HttpBodyKind.UntilClose => State.UntilClose,
            _ => State.Tunnel,
        };
        return head;
    }

    HttpEvent Body(ref ReadOnlySpan<byte> bytes)
    {
        var length = state == State.UntilClose ? bytes.Length : (int)Math.Min(left, bytes.Length);
        var body = bytes[..length];
        bytes = bytes[length..];
        if (state != State.UntilClose && (left -= length) == 0) state = state == State.Chunk ? State.ChunkEnd : State.Whole;
        return new HttpEvent { Kind = HttpEventKind.Body, Body = body };
    }

    // False when more must come.
    bool ChunkLine(ref ReadOnlySpan<byte> bytes)
    {
        var limit = state switch
        {
            State.ChunkEnd => 2,
            State.Trailers => Math.Min(limits.Line, limits.Head - trailers),
            _ => LongestChunkLine,
        };
        var found = unit.Line(ref bytes, limit, out var line);
        if (found == UnitState.More) return false;
        if (found == UnitState.TooLong) Lose(state == State.Trailers ? "its trailers are too long" : "a chunk is not of its form");
        else if (state == State.ChunkEnd) Go(line.SequenceEqual("\r\n"u8), State.ChunkSize);
        else if (state == State.ChunkSize) Sized(HttpLine.ChunkSize(line));
        else if (HttpLine.Content(line) is { IsEmpty: false } content)
        {
            trailers += line.Length;
            Go(HttpLine.Field(content) is not null, State.Trailers);
        }
        else state = State.Whole;
        return true;
    }

    void Sized(long? size)
    {
        (left, trailers) = (size ?? 0, 0);
        Go(size is not null, size == 0 ? State.Trailers : State.Chunk);
    }

    void Go(bool isSound, State next)
    {
        if (isSound) state = next;
        else Lose("a chunk is not of its form");
    }

    HttpHead? Lose(string why)
    {
        (state, lostBy) = (State.Lost, why);
        return null;
    }
}
