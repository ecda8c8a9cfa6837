using Berth.Actions.Ports;
using Berth.Engine.Freeing;
using Berth.Model;

namespace Berth.Cli.Commands.Freeing;

/// <summary>After the steps: looks again, and binds what was to become free, in the family and manner it was held.</summary>
static class Verification
{
    public static IReadOnlyList<FreeOutcome> Of(FreePlan plan, Snapshot later)
    {
        var outcomes = FreeOutcome.After(plan, later);
        return [.. outcomes.Select(outcome => outcome.Verdict == FreeVerdict.Freed ? Bound(outcome) : outcome)];
    }

    static FreeOutcome Bound(FreeOutcome outcome)
    {
        var socket = outcome.Socket;
        if (socket.Path is not null) return outcome;
        return PortCheck.Try(socket.Local, socket.IsDualStack) switch
        {
            PortState.Held => outcome with
            {
                Verdict = FreeVerdict.StillHeld,
                Sentence = $"Nothing listens on {socket.Local} any more, yet it cannot be bound: a connection still holds the port. `berth ls -a port={socket.LocalPort}` shows it; it passes within a minute.",
            },
            PortState.NoRight => outcome with { Sentence = $"Nothing holds {socket.Local} any more. Binding it takes more rights than this user has." },
            _ => outcome,
        };
    }
}
