using System.Buffers.Binary;
using Berth.Protocols.Wire;

namespace Berth.Protocols.WebSocket;

/// <summary>
/// Reads the frames of one direction of a WebSocket (RFC 6455, section 5) from bytes that come in pieces of any size. Payloads are
/// passed over, never kept; it never throws. Not thread-safe.
/// </summary>
/// <param name="fromClient">A client masks its frames, a server does not: anything else is not understood.</param>
/// <param name="isCompressed">permessage-deflate was agreed on (RFC 7692): RSV1 may be set.</param>
public sealed class WebSocketReader(bool fromClient, bool isCompressed)
{
    const int LongestControl = 125;

    readonly UnitReader unit = new();
    WebSocketEvent frame;
    uint mask;
    long left;
    bool isWithinMessage;
    Part part;

    enum Part : byte
    {
        Head, Length, Payload, Lost,
    }

    /// <summary>The next frame; call again until it is More or Lost.</summary>
    public WebSocketEvent Next(ref ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            switch (part)
            {
                case Part.Head:
                    if (unit.Exactly(ref bytes, 2, out var head) != UnitState.Whole) return default;
                    Begin(head[0], head[1]);
                    continue;
                case Part.Length:
                    var extra = left switch { 126 => 2, 127 => 8, _ => 0 };
                    if (unit.Exactly(ref bytes, extra + (fromClient ? 4 : 0), out var rest) != UnitState.Whole) return default;
                    Measure(rest, extra);
                    continue;
                case Part.Payload:
                    if (!Pass(ref bytes)) return default;
                    if (part != Part.Lost) return frame;
                    continue;
                default:
                    return frame;
            }
        }
    }

    void Begin(byte first, byte second)
    {
        var opcode = (WebSocketOpcode)(first & 0x0f);
        frame = new WebSocketEvent { Kind = WebSocketEventKind.Frame, Opcode = opcode, IsFinal = (first & 0x80) != 0 };
        left = second & 0x7f;
        part = Part.Length;
        if ((first & 0x30) != 0 || ((first & 0x40) != 0 && !isCompressed)) Lose("a frame has a reserved bit");
        else if (!Enum.IsDefined(opcode)) Lose("a frame has a reserved opcode");
        else if ((second & 0x80) != 0 != fromClient)
            Lose(fromClient ? "a frame of the client is not masked" : "a frame of the server is masked");
        else if (frame.IsControl && (!frame.IsFinal || left > LongestControl)) Lose("a control frame is in pieces or too long");
        else if (!frame.IsControl && opcode == WebSocketOpcode.Continuation != isWithinMessage)
            Lose("a message begins or goes on at the wrong place");
        else if (!frame.IsControl) isWithinMessage = !frame.IsFinal;
    }

    void Measure(ReadOnlySpan<byte> rest, int extra)
    {
        var length = extra switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest),
            8 => BinaryPrimitives.ReadInt64BigEndian(rest),
            _ => left,
        };
        if ((extra == 2 && length < 126) || (extra == 8 && length <= ushort.MaxValue))
        {
            Lose("the length of a frame is not of its form");
            return;
        }
        mask = fromClient ? BinaryPrimitives.ReadUInt32BigEndian(rest[extra..]) : 0;
        frame = frame with { Length = length, Size = 2 + rest.Length + length };
        (left, part) = (length, Part.Payload);
    }

    // False when more must come. Only a close frame's code is looked at.
    bool Pass(ref ReadOnlySpan<byte> bytes)
    {
        if (frame.Opcode == WebSocketOpcode.Close)
        {
            if (unit.Exactly(ref bytes, (int)left, out var payload) != UnitState.Whole) return false;
            if (payload.Length >= 2) frame = frame with { CloseCode = BinaryPrimitives.ReadUInt16BigEndian(payload) ^ (int)(mask >> 16) };
            if (payload.Length == 1) Lose("a close frame has half a code");
        }
        else
        {
            var passed = (int)Math.Min(left, bytes.Length);
            bytes = bytes[passed..];
            if ((left -= passed) > 0) return false;
        }
        if (part != Part.Lost) part = Part.Head;
        return true;
    }

    void Lose(string why) => (part, frame) = (Part.Lost, new WebSocketEvent { Kind = WebSocketEventKind.Lost, Why = why });
}
