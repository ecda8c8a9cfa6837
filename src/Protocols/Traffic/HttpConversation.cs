using Berth.Protocols.Http1;

namespace Berth.Protocols.Traffic;

/// <summary>HTTP/1, and what a connection of it may become.</summary>
sealed class HttpConversation : Conversation
{
    readonly HttpPairing pairing;
    Conversation? next;
    string? said;

    public HttpConversation(Action<TrafficLine> tell)
        : base(tell)
    {
        pairing = new HttpPairing(keptBody: 0, Done);
    }

    protected override string Protocol => "http";

    public override bool IsLost => base.IsLost || next?.IsLost == true;

    protected override void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (next is null)
        {
            pairing.Feed(from, ref bytes, at);
            Judge(at);
        }
        next?.Feed(from, bytes, at);
    }

    public override void End(Flow from, TimeSpan at)
    {
        if (next is not null)
        {
            next.End(from, at);
            return;
        }
        pairing.End(from, at);
        Judge(at);
    }

    public override void Close(TimeSpan at)
    {
        pairing.Close(at);
        next?.Close(at);
    }

    void Judge(TimeSpan at)
    {
        if (pairing.LostBy is { } why) Lose(said = why, at);
        if (pairing.Tunnel is not { Reply: { } reply } || next is not null) return;
        next = reply.Field("Upgrade")?.Equals("websocket", StringComparison.OrdinalIgnoreCase) == true
            ? new WebSocketConversation(Tell, reply.All("Sec-WebSocket-Extensions").Any(IsCompression))
            : new UnreadConversation(Tell, "http", reply.Status == 101 ? OtherProtocol : TunnelledProtocol, at);
        next.Feed(Flow.FromClient, pairing.Early.ToArray(), at);
    }

    const string OtherProtocol = "the connection goes on in another protocol, which is not read";
    const string TunnelledProtocol = "the connection goes on as a tunnel, which is not read";

    static bool IsCompression(string extension) => extension.Contains("permessage-deflate", StringComparison.OrdinalIgnoreCase);

    void Done(HttpExchange exchange) => Tell(new TrafficLine(Protocol, TrafficKind.Exchange, Asked(exchange.Request), exchange.AskedAt)
    {
        Took = exchange.IsWhole ? exchange.DoneAt - exchange.AskedAt : null,
        Waited = exchange.Reply is null ? null : exchange.AnsweredAt - exchange.AskedAt,
        Answer = exchange.Reply is { } reply ? $"{reply.Status} {Cut(reply.Reason)}".TrimEnd() : null,
        Error = Problem(exchange),
        Sent = exchange.Sent,
        Received = exchange.Received,
    });

    static string Asked(HttpHead? request) =>
        request is null ? "(nothing was asked)" : $"{request.Method} {HttpTarget.WithoutValues(request.Target)}";

    string? Problem(HttpExchange exchange) => exchange switch
    {
        { IsWhole: false } when said is not null => "not read to its end",
        { Reply: null } => NoAnswer,
        { IsWhole: false } => "the answer was cut off",
        { Reply.Status: >= 500 and var status } => $"status {status}",
        _ => null,
    };

    static string Cut(string reason) => reason.Length > 60 ? reason[..60] : reason;
}
