using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>Who can connect, per address family; null for a family that the socket does not take.</summary>
/// <param name="Reason">From what it was concluded, such as "bound to 0.0.0.0; eth0 has a private address".</param>
public sealed record Reachability(ReachLevel? V4, ReachLevel? V6, How How, string Reason)
{
    public ReachLevel Widest => (ReachLevel)Math.Max((byte)(V4 ?? ReachLevel.Host), (byte)(V6 ?? ReachLevel.Host));
}
