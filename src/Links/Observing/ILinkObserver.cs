using System.Net;
using Berth.Links.Units;

namespace Berth.Links.Observing;

/// <summary>What an observer wants to be told. What nobody wants costs nothing.</summary>
[Flags]
public enum LinkEvents : byte
{
    /// <summary>Connections that open and end.</summary>
    Connections = 1,

    /// <summary>Bytes as the sender sent them, before the faults.</summary>
    Received = 2,

    /// <summary>Bytes as the receiver gets them, after the faults.</summary>
    Delivered = 4,

    /// <summary>What the faults decide.</summary>
    Decisions = 8,

    All = Connections | Received | Delivered | Decisions,
}

/// <summary>
/// Watches a link. All members are called on the thread that carries the link's bytes, one at a time and in order: take what you need
/// and return at once. A span is valid during the call only. What an observer throws ends its watching, and nothing else.
/// </summary>
public interface ILinkObserver
{
    /// <summary>What to be told; read once, when the observer joins.</summary>
    LinkEvents Wants { get; }

    void Opened(in ConnectionOpened connection)
    {
    }

    void Passed(in BytesPassed passed, ReadOnlySpan<byte> bytes)
    {
    }

    void Decided(in FaultDecision decision)
    {
    }

    void Ended(in ConnectionEnded connection)
    {
    }
}

/// <param name="Ordinal">1 for the link's first connection; with UDP, its first client.</param>
/// <param name="At">Since the link was opened.</param>
public readonly record struct ConnectionOpened(long Ordinal, IPEndPoint Client, TimeSpan At);

/// <param name="Point"><see cref="LinkEvents.Received"/> or <see cref="LinkEvents.Delivered"/>.</param>
/// <param name="Position">How many bytes of this direction came before these, at this point.</param>
/// <param name="At">Since the link was opened.</param>
public readonly record struct BytesPassed(long Ordinal, Direction Direction, LinkEvents Point, long Position, TimeSpan At);

/// <summary>What a fault did to some bytes, or to a connection.</summary>
/// <param name="Fault">The fault's name on this link.</param>
/// <param name="Verdict">"delay", "hold", "cut", "drop", "change", "repeat", "close", "reset", "refuse" or "silence".</param>
/// <param name="Position">How many bytes of the direction the fault saw before these.</param>
/// <param name="Length">How many bytes it is about; 0 when it is about the end, or the connection.</param>
/// <param name="Until">When they go on, since the link was opened; null when that is at once or never.</param>
/// <param name="At">Since the link was opened.</param>
public readonly record struct FaultDecision(
    long Ordinal,
    Direction Direction,
    string Fault,
    string Verdict,
    long Position,
    int Length,
    TimeSpan? Until,
    TimeSpan At);

/// <param name="BytesUp">Delivered to the service.</param>
/// <param name="BytesDown">Delivered to the client.</param>
public readonly record struct ConnectionEnded(long Ordinal, EndReason Reason, string? Fault, long BytesUp, long BytesDown, TimeSpan At);
