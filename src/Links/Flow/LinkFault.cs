using Berth.Links.Chance;
using Berth.Links.Units;

namespace Berth.Links.Flow;

/// <summary>
/// A fault on a link: what all its connections share, and how each gets its own part. It owns no time, thread or socket.
/// </summary>
abstract class LinkFault
{
    /// <summary>What becomes of a connection that was accepted, before the service is dialled.</summary>
    public virtual Opening Open(in Arrival arrival) => Opening.Proceed;

    /// <summary>The fault's part in one direction of a TCP connection; null when it has none.</summary>
    public virtual StreamFault? Stream(Direction direction, FaultRandom random) => null;

    /// <summary>The fault's part in one direction of a UDP client's traffic; null when it has none.</summary>
    public virtual DatagramFault? Datagrams(Direction direction, FaultRandom random) => null;
}

/// <summary>A connection that has just been accepted.</summary>
/// <param name="Others">How many other connections the link carries now.</param>
readonly record struct Arrival(long Ordinal, int Others);

enum OpeningKind : byte
{
    Proceed,
    Refuse,
    Silence,
}

/// <summary>What a fault says about a connection that was accepted.</summary>
/// <param name="Delay">How long the service is not dialled yet.</param>
readonly record struct Opening(OpeningKind Kind, TimeSpan Delay)
{
    /// <summary>The service is dialled.</summary>
    public static Opening Proceed => default;

    /// <summary>The client is cut (RST).</summary>
    public static Opening Refuse => new(OpeningKind.Refuse, default);

    /// <summary>Nobody is dialled, nothing is answered.</summary>
    public static Opening Silence => new(OpeningKind.Silence, default);

    /// <summary>The service is dialled later.</summary>
    public static Opening Later(TimeSpan delay) => new(OpeningKind.Proceed, delay);
}
