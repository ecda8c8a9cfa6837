namespace Berth.Protocols.Http1;

public enum HttpEventKind : byte
{
    /// <summary>All bytes are taken; more must come.</summary>
    More,

    /// <summary>A head is whole: <see cref="HttpEvent.Head"/>.</summary>
    Head,

    /// <summary>Some of the body, without its coding: <see cref="HttpEvent.Body"/>.</summary>
    Body,

    /// <summary>The message is whole. <see cref="HttpEvent.Head"/> is its head.</summary>
    End,

    /// <summary>What follows is no HTTP: it stays in the bytes given, and belongs to who asked for it.</summary>
    Tunnel,

    /// <summary>Not understood, for good: <see cref="HttpEvent.Why"/>. Nothing more is read.</summary>
    Lost,
}

/// <summary>What an <see cref="HttpReader"/> found.</summary>
public readonly ref struct HttpEvent
{
    public HttpEventKind Kind { get; init; }

    /// <summary>Of Head and End.</summary>
    public HttpHead? Head { get; init; }

    /// <summary>Of Body; lies in the bytes given.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>Of Lost: a clause without the peer's words.</summary>
    public string? Why { get; init; }
}
