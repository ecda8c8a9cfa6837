namespace Berth.Protocols.Http1;

/// <summary>
/// Both directions of an HTTP/1 connection: each reply with its request, also when requests are pipelined (RFC 9112, section 9.3.2).
/// Bounded: at most <see cref="MostUnanswered"/> requests wait, and <see cref="MostHeld"/> bytes behind a request for an upgrade.
/// Not thread-safe.
/// </summary>
/// <param name="keptBody">Bytes of each body that are kept.</param>
/// <param name="done">Takes each exchange when its reply is whole, or will not be.</param>
public sealed class HttpPairing(int keptBody, Action<HttpExchange> done)
{
    public const int MostUnanswered = 1000, MostHeld = 64 * 1024;

    readonly HttpReader requests = HttpReader.OfRequests(), replies = HttpReader.OfReplies();
    readonly Queue<HttpExchange> unanswered = new();

    // Behind a request for an upgrade it is not known yet whose bytes these are.
    readonly List<byte> held = [];
    HttpExchange? last, sending, receiving;

    // Bytes that came of the next head.
    long sizeOfNext;

    /// <summary>Why the rest is not understood; null while it is.</summary>
    public string? LostBy { get; private set; }

    /// <summary>The exchange after which the connection speaks something else: what was not taken belongs to that.</summary>
    public HttpExchange? Tunnel { get; private set; }

    /// <summary>After <see cref="Tunnel"/> is set: what the client said before it had the answer.</summary>
    public IReadOnlyList<byte> Early => held;

    /// <summary>Takes all bytes, but those behind the head that begins a tunnel.</summary>
    public void Feed(Flow from, ref ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (LostBy is not null || Tunnel is not null) return;
        if (from == Flow.FromServer) Answered(ref bytes, at);
        else if (AwaitsUpgrade || held.Count > 0) Hold(ref bytes);
        else Asked(ref bytes, at);
    }

    /// <summary>One side has said that nothing more comes from it.</summary>
    public void End(Flow from, TimeSpan at)
    {
        if (LostBy is not null || Tunnel is not null) return;
        if (from == Flow.FromClient && !AwaitsUpgrade) Take(requests.End(), at);
        if (from == Flow.FromServer) Take(replies.End(), at, isReply: true);
    }

    /// <summary>The connection is over: tells of what was not answered.</summary>
    public void Close(TimeSpan at)
    {
        if (receiving is { Request: null }) Finish(receiving, at, isWhole: false);
        while (unanswered.TryDequeue(out var exchange)) Finish(exchange, at, isWhole: false);
    }

    // Its request is whole, and the answer decides who reads on.
    bool AwaitsUpgrade => sending is null && unanswered.Count > 0 && last is { Request: { } request } && MayGoOn(last.Reply)
        && (request.Method == "CONNECT" || request.Has("Connection", "Upgrade"));

    static bool MayGoOn(HttpHead? reply) => reply is null || reply.IsInterim || reply.Framing.Kind == HttpBodyKind.Tunnel;

    void Hold(ref ReadOnlySpan<byte> bytes)
    {
        if (held.Count + bytes.Length > MostHeld) Lose("too much was sent before a request for an upgrade was answered");
        else held.AddRange(bytes);
        bytes = default;
    }

    void Asked(ref ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        while (LostBy is null)
        {
            var before = bytes.Length;
            var found = requests.Next(ref bytes);
            if (found.Kind == HttpEventKind.Head)
            {
                if (unanswered.Count >= MostUnanswered) Lose("too many requests wait for their answers");
                sending = last = new HttpExchange(found.Head, at, keptBody) { Sent = sizeOfNext };
                sizeOfNext = 0;
                unanswered.Enqueue(sending);
            }
            if (sending is null) sizeOfNext += before - bytes.Length;
            else sending.Sent += before - bytes.Length;
            Take(found, at);
            if (found.Kind is HttpEventKind.More or HttpEventKind.Lost) return;
            if (!AwaitsUpgrade || bytes.IsEmpty) continue;
            Hold(ref bytes);
            return;
        }
    }

    void Take(HttpEvent found, TimeSpan at, bool isReply = false)
    {
        switch (found.Kind)
        {
            case HttpEventKind.Body:
                (isReply ? receiving!.ReplyBody : sending!.RequestBody).Add(found.Body);
                break;
            case HttpEventKind.End when isReply:
                Whole(at);
                break;
            case HttpEventKind.End:
                if (sending is not null) sending.SentAt = at;
                sending = null;
                break;
            case HttpEventKind.Lost:
                Lose(found.Why!);
                break;
        }
    }

    void Answered(ref ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        while (LostBy is null && Tunnel is null)
        {
            if (receiving is null && !bytes.IsEmpty)
            {
                if (!unanswered.TryPeek(out receiving)) receiving = new HttpExchange(null, at, keptBody);
            }
            replies.AnsweredMethod = receiving?.Request?.Method;
            var before = bytes.Length;
            var found = replies.Next(ref bytes);
            if (receiving is not null) receiving.Received += before - bytes.Length;
            if (found.Kind == HttpEventKind.Head) (receiving!.Reply, receiving.AnsweredAt) = (found.Head, at);
            if (found.Kind == HttpEventKind.Tunnel)
            {
                Tunnel = receiving;
                Finish(unanswered.Count > 0 ? unanswered.Dequeue() : receiving!, at, isWhole: true);
                return;
            }
            Take(found, at, isReply: true);
            if (held.Count > 0 && !AwaitsUpgrade) Release(at);
            if (found.Kind is HttpEventKind.More or HttpEventKind.Lost) return;
        }
    }

    void Whole(TimeSpan at)
    {
        var exchange = receiving!;
        receiving = null;
        if (exchange.Reply!.IsInterim)
        {
            exchange.Reply = null;
            return;
        }
        if (exchange.Request is not null) unanswered.Dequeue();
        Finish(exchange, at, isWhole: true);
    }

    // It stays HTTP: what was held back is the next request.
    void Release(TimeSpan at)
    {
        ReadOnlySpan<byte> early = held.ToArray();
        held.Clear();
        Asked(ref early, at);
    }

    void Finish(HttpExchange exchange, TimeSpan at, bool isWhole)
    {
        (exchange.DoneAt, exchange.IsWhole) = (at, isWhole);
        done(exchange);
    }

    void Lose(string why) => LostBy ??= why;
}
