using System.Collections.Concurrent;
using Berth.Engine.Frameworks;
using Berth.Engine.Serving;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Asking;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// Fetches the addresses at which a command listens, beside the command: what is told is what answered. A server that is silent is
/// waited for once more, longer: some make a page at its first request. Thread-safe.
/// </summary>
sealed class PageAsk(ISocketInventory inventory)
{
    // The first is how long a person waits for the line; the second is a whole application being compiled.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(3), longPatience = TimeSpan.FromMinutes(2);

    readonly ConcurrentQueue<(ulong Inode, Fetched Fetched)> answers = new();

    /// <summary>Comes back at once; the answers are in <see cref="Answers"/> later.</summary>
    public void Begin(IReadOnlyList<SocketRecord> sockets)
    {
        if (sockets.Count == 0) return;
        var inodes = sockets.Select(static socket => socket.Inode).ToHashSet();
        // Who holds it tells whether it may be asked: some programs serve one client and end.
        var snapshot = inventory.Take(new SnapshotOptions
        {
            LocalPorts = [.. sockets.Select(static socket => PortRange.Single(socket.LocalPort)).Distinct()],
            Detail = ProcessDetail.Arguments | ProcessDetail.Executable,
        });
        foreach (var socket in snapshot.Sockets)
            if (inodes.Remove(socket.Inode)) _ = AskAsync(socket, snapshot);
        foreach (var gone in inodes) answers.Enqueue((gone, Fetched.Nothing));
    }

    public IEnumerable<(ulong Inode, Fetched Fetched)> Answers()
    {
        while (answers.TryDequeue(out var answer)) yield return answer;
    }

    async Task AskAsync(SocketRecord socket, Snapshot snapshot)
    {
        if (ProbeTarget.Of(socket, snapshot.Host, snapshot.Sockets) is not { } target)
        {
            answers.Enqueue((socket.Inode, Fetched.Nothing));
            return;
        }
        var page = await PageFetch.AskAsync(target, patience, CancellationToken.None).ConfigureAwait(false);
        answers.Enqueue((socket.Inode, Of(page, socket, target)));
        if (page.Facts.Outcome != ProbeOutcome.Silent) return;
        page = await PageFetch.AskAsync(target, longPatience, CancellationToken.None).ConfigureAwait(false);
        if (page.Facts.Http is not null) answers.Enqueue((socket.Inode, Of(page, socket, target)));
    }

    static Fetched Of(FetchedPage page, SocketRecord socket, ProbeTarget target)
    {
        if (page.Facts.Http is not { } http) return Fetched.Nothing;
        var framework = socket.Owner.First is { } process ? Framework.Of(process) : null;
        var caveat = page.RefusesItsHost ? HostChecks.Caveat(framework, target.Endpoint.Address.ToString(), http.Status) : null;
        return new Fetched(page.Facts.IsTls ? "https" : "http", http.Status, caveat);
    }
}
