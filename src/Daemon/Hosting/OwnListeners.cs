using Berth.Engine.Frameworks;
using Berth.Engine.Holders;
using Berth.Engine.Serving;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Services;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes;
using Berth.Probes.Asking;
using Berth.Supervision.Probing;

namespace Berth.Daemon.Hosting;

/// <summary>
/// Whose a listening socket is. First only the service's own few processes are looked into: that is quick enough for many services
/// that start at once; the whole machine is searched only for the name of somebody else.
/// </summary>
sealed class OwnListeners(TimeProvider clock) : IListenerSource
{
    // Some make their page at the first request.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    public ListenerAnswer? At(ServiceEndpoint endpoint, IReadOnlyCollection<int> pids)
    {
        var found = Sockets(Question(endpoint) with { Owners = false }).Sockets.Where(socket => PortHolders.Serves(socket, endpoint)).ToArray();
        if (found.Length == 0) return null;
        if (Array.Exists(found, socket => pids.Any(pid => Holds(pid, socket.Inode)))) return new ListenerAnswer(true, "");
        var snapshot = Sockets(Question(endpoint));
        var kin = new Kin((process, _) => pids.Contains(process.Pid), () => pids.Any(ProcessTree.IsShut));
        var served = snapshot.Sockets.Where(socket => PortHolders.Serves(socket, endpoint)).ToArray();
        if (served.Length == 0) return null;
        return Array.Exists(served, socket => PortHolders.Of(socket, snapshot, kin) is Whose.Ours or Whose.LikelyOurs)
            ? new ListenerAnswer(true, "")
            : new ListenerAnswer(false, HolderWords.Of(served[0], snapshot.Host));
    }

    /// <summary>Fetches the page at its URL, as a person would: a service that is ready and answers nobody there is of no use.</summary>
    public async Task<string?> CaveatAsync(ServiceEndpoint endpoint, CancellationToken cancel)
    {
        if (endpoint.Protocol != Protocol.Tcp || endpoint.Scheme is not ("http" or "https")) return null;
        var snapshot = Sockets(Question(endpoint) with { Detail = ProcessDetail.Arguments | ProcessDetail.Executable });
        var socket = snapshot.Sockets.FirstOrDefault(socket => socket.IsListener && PortHolders.Serves(socket, endpoint));
        if (socket is null || ProbeTarget.Of(socket, endpoint.Reached, snapshot.Host) is not { } target) return null;
        var page = await PageFetch.AskAsync(target, patience, cancel).ConfigureAwait(false);
        if (page.Facts.IsTls && endpoint.Scheme == "http") return $"it speaks TLS, so https:// it is: write `scheme: https` for its port {endpoint.PortName}";
        if (page.Facts.Http is not { } http) return null;
        if (!page.Facts.IsTls && endpoint.Scheme == "https") return $"it speaks plain HTTP, not TLS: write `scheme: http` for its port {endpoint.PortName}";
        return page.RefusesItsHost ? HostChecks.Caveat(socket.Owner.First is { } process ? Framework.Of(process) : null, endpoint.Reached.ToString(), http.Status) : null;
    }

    public IReadOnlyList<string> Of(IReadOnlyCollection<int> pids)
    {
        return [.. SocketsOf(pids).Select(Text).Distinct()];
    }

    /// <summary>The TCP sockets that the processes listen on.</summary>
    public IReadOnlyList<SocketRecord> SocketsOf(IReadOnlyCollection<int> pids)
    {
        var held = pids.SelectMany(HeldBy).ToHashSet();
        return held.Count == 0 ? [] : [.. Sockets(new SnapshotOptions { Owners = false }).Sockets.Where(socket => socket.Protocol == Protocol.Tcp && held.Contains(socket.Inode))];
    }

    static string Text(SocketRecord socket) => new Endpoint(socket.Protocol, socket.LocalAddress.Unmapped, socket.LocalPort).ToString();

    static SnapshotOptions Question(ServiceEndpoint endpoint) => new() { LocalPorts = [PortRange.Single(endpoint.Port)] };

    Snapshot Sockets(SnapshotOptions question) => ThisMachine.On(clock).Take(question);

    static bool Holds(int pid, ulong inode) => HeldBy(pid).Contains(inode);

    static IEnumerable<ulong> HeldBy(int pid)
    {
        string[] descriptors;
        try
        {
            descriptors = Directory.GetFiles($"/proc/{pid}/fd");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            yield break; // it has ended
        }
        foreach (var path in descriptors)
            if (Inode(path) is { } inode) yield return inode;
    }

    // "socket:[12345]" (proc_pid_fd(5))
    static ulong? Inode(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is ['s', 'o', 'c', 'k', 'e', 't', ':', '[', .. var number, ']'] && ulong.TryParse(number, out var inode) ? inode : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
