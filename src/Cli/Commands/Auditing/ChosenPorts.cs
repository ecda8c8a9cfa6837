using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Cli.Arguments;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Cli.Commands.Auditing;

/// <summary>The ports that the words of a command line choose, by the filters of `berth ls`. Without words: all, and the machine itself.</summary>
sealed class ChosenPorts
{
    readonly HashSet<Endpoint>? endpoints;

    public ChosenPorts(IReadOnlyList<string> words, Snapshot snapshot)
    {
        if (words.Count == 0) return;
        var filter = FilterWords.Read("berth audit", words);
        endpoints = [.. Lister.Rows(snapshot, SocketKinds.Listeners).Where(filter.Matches).Select(static row => row.Socket.Local)];
    }

    public bool Includes(Finding finding) => endpoints is null || (finding.Endpoint is { } place && endpoints.Contains(place));

    public bool Includes(SocketRecord socket) => endpoints is null || endpoints.Contains(socket.Local);

    public bool Includes(ListenedPort port) => port.Sockets.Any(Includes);
}
