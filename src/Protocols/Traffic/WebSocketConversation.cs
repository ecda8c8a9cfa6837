using Berth.Protocols.WebSocket;

namespace Berth.Protocols.Traffic;

/// <summary>A WebSocket after its handshake: a line for each message, and for why it closed.</summary>
sealed class WebSocketConversation(Action<TrafficLine> tell, bool isCompressed) : Conversation(tell)
{
    readonly Side client = new(new WebSocketReader(fromClient: true, isCompressed));
    readonly Side server = new(new WebSocketReader(fromClient: false, isCompressed));

    protected override string Protocol => "websocket";

    protected override void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        var side = from == Flow.FromClient ? client : server;
        while (true)
        {
            var frame = side.Reader.Next(ref bytes);
            if (frame.Kind == WebSocketEventKind.More) return;
            if (frame.Kind == WebSocketEventKind.Lost)
            {
                Lose(frame.Why!, at);
                return;
            }
            if (frame.IsControl) Control(from, frame, at);
            else if (side.Add(frame) is { } message) Say(from, $"{message} {side.Length} B", side.Size, at);
        }
    }

    public override void Close(TimeSpan at)
    {
    }

    void Control(Flow from, WebSocketEvent frame, TimeSpan at)
    {
        if (frame.Opcode == WebSocketOpcode.Close) Say(from, frame.CloseCode is { } code ? $"close {code}" : "close", frame.Size, at);
        else Say(from, frame.Opcode == WebSocketOpcode.Ping ? "ping" : "pong", frame.Size, at);
    }

    void Say(Flow from, string text, long size, TimeSpan at) => Tell(new TrafficLine(Protocol, TrafficKind.Message, text, at)
    {
        From = from,
        Sent = from == Flow.FromClient ? size : 0,
        Received = from == Flow.FromServer ? size : 0,
    });

    /// <summary>A message of one side, frame by frame.</summary>
    sealed class Side(WebSocketReader reader)
    {
        string kind = "";

        public WebSocketReader Reader => reader;
        public long Length { get; private set; }
        public long Size { get; private set; }

        /// <summary>Its kind when it is whole.</summary>
        public string? Add(WebSocketEvent frame)
        {
            if (frame.Opcode != WebSocketOpcode.Continuation)
            {
                kind = frame.Opcode == WebSocketOpcode.Text ? "text" : "binary";
                (Length, Size) = (0, 0);
            }
            (Length, Size) = (Length + frame.Length, Size + frame.Size);
            return frame.IsFinal ? kind : null;
        }
    }
}
