namespace Berth.Links.Observing;

/// <summary>What a link carried since it was opened, live connections included.</summary>
/// <param name="Accepted">Connections that came, or clients of a UDP link.</param>
/// <param name="Live">Those that are open now.</param>
/// <param name="BytesUp">Bytes delivered to the service.</param>
/// <param name="BytesDown">Bytes delivered to clients.</param>
public readonly record struct LinkTotals(long Accepted, int Live, long BytesUp, long BytesDown);
