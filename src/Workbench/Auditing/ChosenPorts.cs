using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Filters;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Workbench.Auditing;

/// <summary>The ports that are audited, by a filter. Without one: all, and the machine itself.</summary>
sealed class ChosenPorts
{
    readonly HashSet<Endpoint>? endpoints;

    public ChosenPorts(Filter? filter, Snapshot snapshot)
    {
        if (filter is null) return;
        endpoints = [.. Lister.Rows(snapshot, SocketKinds.Listeners).Where(filter.Matches).Select(static row => row.Socket.Local)];
    }

    public bool Includes(Finding finding) => endpoints is null || (finding.Endpoint is { } place && endpoints.Contains(place));

    public bool Includes(SocketRecord socket) => endpoints is null || endpoints.Contains(socket.Local);

    public bool Includes(ListenedPort port) => port.Sockets.Any(Includes);
}
