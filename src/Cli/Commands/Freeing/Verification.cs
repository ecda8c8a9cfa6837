using Berth.Actions.Ports;
using Berth.Engine.Freeing;
using Berth.Model;

namespace Berth.Cli.Commands.Freeing;

/// <summary>Binds what was to become free, in the family and manner it was held.</summary>
static class Verification
{
    public static IReadOnlyList<FreeOutcome> Of(FreePlan plan, Snapshot later) =>
        FreeOutcome.After(plan, later, plan.Closes.ToDictionary(static socket => socket, static socket => PortCheck.Try(socket.Local, socket.IsDualStack)));
}
