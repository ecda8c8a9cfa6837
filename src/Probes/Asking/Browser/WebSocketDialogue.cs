using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// A WebSocket handshake and, where it is accepted, a ping: some servers accept every handshake and send the client away in their first
/// words, and whoever goes on with it answers the ping (RFC 6455, section 5.5.2).
/// </summary>
sealed class WebSocketDialogue(HttpAsk handshake) : Dialogue
{
    // Masked, as a client's frames are; the mask of an empty one hides nothing.
    static ReadOnlySpan<byte> Ping => [0x89, 0x80, 1, 2, 3, 4];
    const byte CloseFrame = 8, PongFrame = 10;

    bool isAsked, isPinged;
    byte[] early = [];

    /// <summary>The answer to the handshake; null when none came.</summary>
    public HttpReply? Reply { get; private set; }

    /// <summary>The handshake was accepted, whatever came after.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>It was accepted, and the client then sent away: closed, or told to close.</summary>
    public bool IsSentAway { get; private set; }

    /// <summary>The first words after the handshake; empty when there were none.</summary>
    public string FirstWords { get; private set; } = "";

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say(handshake.Bytes());
        }
        if (!isPinged)
        {
            Reply = HttpReply.Read(received);
            if (Reply is null) return isOver ? Step.NotThis : Step.Wait;
            if (!Accepts(Reply)) return Reply.IsComplete || isOver ? Step.NotThis : Step.Wait;
            (IsAccepted, isPinged) = (true, true);
            // Words that came with the answer are no longer there after ours.
            early = After(received);
            return Step.Say(Ping);
        }
        return Judge([.. early, .. received], isOver) ? Step.NotThis : Step.Wait;
    }

    // Whether it is decided: by a pong, by a close, or by the end.
    bool Judge(ReadOnlySpan<byte> frames, bool isOver)
    {
        while (TryFrame(ref frames, out var kind, out var payload))
        {
            if (kind == PongFrame) return true;
            if (kind == CloseFrame) return IsSentAway = true;
            if (FirstWords.Length == 0) FirstWords = Said.Line(payload, 60);
        }
        return isOver;
    }

    /// <summary>The peer closed, or cut, the connection before it answered the ping.</summary>
    public void Closed() => IsSentAway = IsAccepted;

    // The key and its answer are the example of RFC 6455, section 1.3: nothing here needs a secret one.
    static bool Accepts(HttpReply reply) => reply.Status == 101 && reply.Header("Sec-WebSocket-Accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    static byte[] After(ReadOnlySpan<byte> received) => received.IndexOf("\r\n\r\n"u8) is var end and >= 0 ? received[(end + 4)..].ToArray() : [];

    // RFC 6455, section 5.2; a server's frames have no mask.
    static bool TryFrame(ref ReadOnlySpan<byte> bytes, out int kind, out ReadOnlySpan<byte> payload)
    {
        kind = 0;
        payload = default;
        if (bytes.Length < 2) return false;
        var (head, length) = (2, (long)(bytes[1] & 0x7f));
        if (length == 126)
        {
            if (bytes.Length < 4) return false;
            (head, length) = (4, bytes[2] << 8 | bytes[3]);
        }
        else if (length == 127)
        {
            if (bytes.Length < 10) return false;
            (head, length) = (10, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes[2..]));
        }
        if (length < 0 || length > bytes.Length - head) return false;
        kind = bytes[0] & 0x0f;
        payload = bytes.Slice(head, (int)length);
        bytes = bytes[(head + (int)length)..];
        return true;
    }
}
