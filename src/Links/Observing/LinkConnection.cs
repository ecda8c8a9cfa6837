using System.Net;

namespace Berth.Links.Observing;

/// <summary>One connection of a link as it is, or was when it ended. A snapshot.</summary>
/// <param name="Ordinal">1 for the link's first connection.</param>
/// <param name="Client">The client's end.</param>
/// <param name="Upstream">Where it leads; null until the service was reached.</param>
/// <param name="Opened">Since the link was opened.</param>
/// <param name="Ended">Since the link was opened; null while it lives.</param>
/// <param name="BytesUp">Bytes delivered to the service so far.</param>
/// <param name="BytesDown">Bytes delivered to the client so far.</param>
/// <param name="Touches">Which faults did something to it, and how often.</param>
/// <param name="EndedBy">The name of the fault that ended it; null when none did.</param>
public sealed record LinkConnection(
    long Ordinal,
    IPEndPoint Client,
    IPEndPoint? Upstream,
    TimeSpan Opened,
    TimeSpan? Ended,
    long BytesUp,
    long BytesDown,
    IReadOnlyList<FaultTouch> Touches,
    EndReason EndReason,
    string? EndedBy);

/// <param name="Fault">The fault's name.</param>
/// <param name="Decisions">How often it decided something else than to let bytes pass.</param>
public sealed record FaultTouch(string Fault, long Decisions);
