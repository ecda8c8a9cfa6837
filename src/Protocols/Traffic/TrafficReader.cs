namespace Berth.Protocols.Traffic;

/// <summary>
/// Reads what goes over one connection, without being part of it: tells the protocol by its first bytes and then a line for each
/// exchange. HTTP/1, WebSocket, PostgreSQL and Redis are read; TLS, HTTP/2 and SSH are named; of all else it says that it is unknown.
/// The same bytes in the same order give the same lines, however they are cut into pieces. It does no I/O, never throws, and is bounded
/// (a few hundred KB in the worst case; some KB as a rule). Not thread-safe.
/// </summary>
/// <param name="tell">Takes each line, while bytes are fed.</param>
public sealed class TrafficReader(Action<TrafficLine> tell)
{
    // Until the protocol is known.
    readonly List<byte> client = [], server = [];
    Conversation? conversation;
    TimeSpan began;

    /// <summary>The protocol is not read, or not understood any more: more bytes tell nothing.</summary>
    public bool IsOver => conversation?.IsLost == true;

    /// <param name="at">Since the connection began; never earlier than before.</param>
    public void Feed(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (conversation is not null)
        {
            conversation.Feed(from, bytes, at);
            return;
        }
        if (bytes.IsEmpty) return;
        if (client.Count + server.Count == 0) began = at;
        // The first to speak decides.
        var kept = server.Count > 0 || (client.Count == 0 && from == Flow.FromServer) ? server : client;
        if (kept == (from == Flow.FromServer ? server : client)) Sniff(from, kept, bytes, at);
        else Begin("unknown");
    }

    /// <summary>One side has said that nothing more comes from it.</summary>
    public void End(Flow from, TimeSpan at) => conversation?.End(from, at);

    /// <summary>The connection is over: tells of what was not answered. The last call.</summary>
    public void Close(TimeSpan at)
    {
        if (conversation is null && client.Count + server.Count > 0) Begin("unknown");
        conversation?.Close(at);
    }

    void Sniff(Flow from, List<byte> kept, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        var before = kept.Count;
        var looked = bytes[..Math.Min(bytes.Length, Sniffer.Enough - before)];
        kept.AddRange(looked);
        var found = from == Flow.FromClient ? Sniffer.Client(kept.ToArray()) : Sniffer.Server(kept.ToArray());
        if (found is null && kept.Count < Sniffer.Enough) return;
        Begin(found ?? "unknown");
        conversation!.Feed(from, kept.ToArray(), at);
        conversation.Feed(from, bytes[looked.Length..], at);
    }

    void Begin(string protocol)
    {
        conversation = protocol switch
        {
            "http" => new HttpConversation(tell),
            "postgresql" => new PostgresConversation(tell),
            "redis" => new RedisConversation(tell),
            "tls" => new UnreadConversation(tell, protocol, "TLS: it is encrypted, and not read", began),
            "http2" => new UnreadConversation(tell, protocol, "HTTP/2: it is not read", began),
            "ssh" => new UnreadConversation(tell, protocol, "SSH: it is encrypted, and not read", began),
            _ => new UnreadConversation(tell, protocol, "a protocol that is not known here", began),
        };
    }
}
