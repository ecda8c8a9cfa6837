using Berth.Model;
using Berth.Probes;
using Berth.Supervision.Probing;

namespace Berth.Daemon.Hosting;

/// <summary>
/// Whose a listening socket is. First only the service's own few processes are looked into: that is quick enough for many services
/// that start at once; the whole machine is searched only for the name of somebody else.
/// </summary>
sealed class OwnListeners(TimeProvider clock) : IListenerSource
{
    public ListenerAnswer? At(ServiceEndpoint endpoint, IReadOnlyCollection<int> pids)
    {
        var found = Sockets([new PortRange(endpoint.Port, endpoint.Port)], owners: false).Where(socket => Serves(socket, endpoint)).ToArray();
        if (found.Length == 0) return null;
        if (Array.Exists(found, socket => pids.Any(pid => Holds(pid, socket.Inode)))) return new ListenerAnswer(true, "");
        var named = Sockets([new PortRange(endpoint.Port, endpoint.Port)], owners: true).FirstOrDefault(socket => Serves(socket, endpoint));
        return new ListenerAnswer(false, named?.Owner.First is { } holder ? $"{holder.Name} (pid {holder.Pid})" : "a program that may not be seen");
    }

    public IReadOnlyList<string> Of(IReadOnlyCollection<int> pids)
    {
        return [.. SocketsOf(pids).Select(Text).Distinct()];
    }

    /// <summary>The TCP sockets that the processes listen on.</summary>
    public IReadOnlyList<SocketRecord> SocketsOf(IReadOnlyCollection<int> pids)
    {
        var held = pids.SelectMany(HeldBy).ToHashSet();
        return held.Count == 0 ? [] : [.. Sockets([], owners: false).Where(socket => socket.Protocol == Protocol.Tcp && held.Contains(socket.Inode))];
    }

    static string Text(SocketRecord socket)
    {
        var address = socket.LocalAddress.Unmapped;
        return address.Family == InetFamily.V6 ? $"[{address}]:{socket.LocalPort}" : $"{address}:{socket.LocalPort}";
    }

    IReadOnlyList<SocketRecord> Sockets(IReadOnlyList<PortRange> ports, bool owners) =>
        Inventory.ForThisMachine(clock).Take(new SnapshotOptions { LocalPorts = ports, Owners = owners }).Sockets;

    // A server on every address, or on both families, serves this one too.
    static bool Serves(SocketRecord socket, ServiceEndpoint endpoint)
    {
        if (socket.Protocol != endpoint.Protocol || socket.LocalPort != endpoint.Port) return false;
        var address = socket.LocalAddress.Unmapped;
        if (address == endpoint.Reached) return true;
        return socket.LocalAddress.Family == InetFamily.V6 && endpoint.Reached.Family == InetFamily.V4 ? socket.IsDualStack : address.IsWildcard;
    }

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
