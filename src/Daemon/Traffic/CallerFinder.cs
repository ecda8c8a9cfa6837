using System.Threading.Channels;
using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Daemon.Traffic;

/// <summary>
/// Finds who holds the client's end of connections, by the sockets that there are. On a task of its own, since it takes some
/// milliseconds; all that wait are looked for at once.
/// </summary>
sealed class CallerFinder
{
    const int MostWaiting = 512;

    readonly ISocketInventory inventory;
    readonly Channel<Wanted> waiting;

    readonly record struct Wanted(Port Client, Action<Caller> Found);

    public CallerFinder(ISocketInventory inventory)
    {
        this.inventory = inventory;
        waiting = Channel.CreateBounded<Wanted>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        _ = Task.Run(RunAsync);
    }

    /// <param name="client">The client's port.</param>
    /// <param name="found">Called once, on a thread of the pool or, when too many wait, on this one.</param>
    public void Find(Port client, Action<Caller> found)
    {
        if (!waiting.Writer.TryWrite(new Wanted(client, found))) found(Caller.TooMany);
    }

    public void Stop() => waiting.Writer.TryComplete();

    async Task RunAsync()
    {
        var wanted = new List<Wanted>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (waiting.Reader.TryRead(out var one)) wanted.Add(one);
            foreach (var (one, caller) in LookOrNot(wanted)) one.Found(caller);
            wanted.Clear();
        }
    }

    // Without descriptors nothing can be looked at: those are not found, and the next ones may be.
    List<(Wanted Wanted, Caller Caller)> LookOrNot(List<Wanted> wanted)
    {
        try
        {
            return Look(wanted);
        }
        catch (Exception error) when (error is InventoryUnavailableException or IOException or UnauthorizedAccessException)
        {
            return [.. wanted.Select(static one => (one, Caller.Gone))];
        }
    }

    List<(Wanted Wanted, Caller Caller)> Look(List<Wanted> wanted)
    {
        var snapshot = inventory.Take(new SnapshotOptions
        {
            Kinds = SocketKinds.Connections,
            LocalPorts = [.. wanted.Select(static one => PortRange.Single(one.Client)).Distinct()],
        });
        var holders = new Dictionary<Port, SocketRecord>();
        foreach (var socket in snapshot.Sockets)
        {
            if (socket.Protocol != Protocol.Tcp || !socket.LocalAddress.IsLoopback || socket.State == SocketState.TimeWait) continue;
            holders[socket.LocalPort] = socket;
        }
        return [.. wanted.Select(one => (one, holders.TryGetValue(one.Client, out var socket) ? Of(socket, snapshot) : Caller.Gone))];
    }

    static Caller Of(SocketRecord socket, Snapshot snapshot)
    {
        var first = socket.Owner is { How: How.Observed, First: { } process } ? process : null;
        return new Caller(HolderWords.Of(socket, snapshot.Host), first?.Pid, first?.Name);
    }
}
