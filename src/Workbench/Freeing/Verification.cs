using Berth.Actions.Ports;
using Berth.Engine.Freeing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Workbench.Freeing;

/// <summary>Binds what was to become free, in the family and manner it was held.</summary>
sealed class Verification(ISocketInventory inventory, Held held)
{
    /// <param name="later">Taken after the plan was carried out.</param>
    public IReadOnlyList<FreeOutcome> Of(FreePlan plan, Snapshot later)
    {
        var binds = plan.Closes.ToDictionary(static socket => socket, static socket => PortCheck.Try(socket.Local, socket.IsDualStack));
        var outcomes = FreeOutcome.After(plan, later, binds);
        // Somebody came between the look and the bind: who it is, a look after the bind says. Connections count too now.
        if (!binds.ContainsValue(PortState.Held) || outcomes.Any(static outcome => outcome.Taker is not null)) return outcomes;
        return FreeOutcome.After(plan, inventory.Take(held.Options with { Kinds = held.Kinds | SocketKinds.Connections }), binds);
    }
}
