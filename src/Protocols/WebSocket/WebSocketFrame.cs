namespace Berth.Protocols.WebSocket;

/// <summary>RFC 6455, section 11.8.</summary>
public enum WebSocketOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

public enum WebSocketEventKind : byte
{
    /// <summary>All bytes are taken; more must come.</summary>
    More,

    /// <summary>A frame is whole.</summary>
    Frame,

    /// <summary>Not understood, for good: <see cref="WebSocketEvent.Why"/>.</summary>
    Lost,
}

/// <summary>What a <see cref="WebSocketReader"/> found.</summary>
public readonly record struct WebSocketEvent
{
    public WebSocketEventKind Kind { get; init; }
    public WebSocketOpcode Opcode { get; init; }

    /// <summary>The last frame of its message.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Of the payload, as it was sent: compressed, if it was.</summary>
    public long Length { get; init; }

    /// <summary>Of the frame on the wire.</summary>
    public long Size { get; init; }

    /// <summary>Of a close frame that says why (RFC 6455, section 7.4); else null.</summary>
    public int? CloseCode { get; init; }

    /// <summary>Of Lost: a clause.</summary>
    public string? Why { get; init; }

    public bool IsControl => Opcode >= WebSocketOpcode.Close;
}
