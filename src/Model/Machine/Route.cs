namespace Berth.Model;

/// <summary>A route of the main table: where packets for a network leave.</summary>
/// <param name="PrefixLength">0 for the default route.</param>
/// <param name="Metric">Of two routes for the same network the lower one counts.</param>
public sealed record Route(InetAddress Network, int PrefixLength, uint InterfaceIndex, uint Metric);
