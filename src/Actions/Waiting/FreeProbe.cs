using Berth.Actions.Ports;
using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Actions.Waiting;

/// <summary>Whether a server could take a port now: every one of the endpoints can be bound.</summary>
public sealed class FreeProbe(IReadOnlyList<Endpoint> endpoints)
{
    /// <summary>Set when this user may not bind the port, so that no waiting will tell.</summary>
    public bool LacksRight { get; private set; }

    public Task<Answer> TryAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        foreach (var endpoint in endpoints)
        {
            var state = PortCheck.Try(endpoint);
            LacksRight |= state == PortState.NoRight;
            if (state is PortState.Held or PortState.NoRight)
                return Task.FromResult(new Answer([], state == PortState.Held ? $"{endpoint} is held" : $"{endpoint} may not be bound by this user"));
        }
        return Task.FromResult(new Answer([], null));
    }
}
