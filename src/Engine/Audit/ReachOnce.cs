using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Audit;

/// <summary>Judges who can connect.</summary>
sealed class ReachOnce(AuditFacts facts)
{
    public Reachability Of(SocketRecord socket) => ReachByBind.Of(socket, facts.Snapshot.Host);
}
