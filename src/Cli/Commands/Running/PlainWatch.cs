using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// Says where the command really listens, once for each port: by the owners of the sockets, not by what it was told. Sockets are
/// listed at each look, which costs little; who holds them is asked only about those that are new.
/// </summary>
sealed class PlainWatch(Surroundings around, Port wanted, string name)
{
    readonly ISocketInventory inventory = around.Inventory();
    readonly HashSet<ulong> seen = [];
    readonly HashSet<int> told = [];
    readonly long start = around.Clock.GetTimestamp();

    /// <summary>How long to wait before the next look: a start is watched closely, a server that runs hardly.</summary>
    public TimeSpan Pause => around.Clock.GetElapsedTime(start).TotalSeconds switch
    {
        < 5 => TimeSpan.FromMilliseconds(100),
        < 60 => TimeSpan.FromMilliseconds(500),
        _ => TimeSpan.FromSeconds(2),
    };

    public void Look()
    {
        var fresh = new HashSet<Port>();
        foreach (var socket in Listeners(inventory.Take(new SnapshotOptions { Owners = false })))
            if (seen.Add(socket.Inode)) fresh.Add(socket.LocalPort);
        if (fresh.Count == 0) return;
        var snapshot = inventory.Take(new SnapshotOptions { LocalPorts = [.. fresh.Select(PortRange.Single)], Detail = ProcessDetail.Ancestors });
        // The wanted port first: then another one is known to be a second one.
        foreach (var socket in Listeners(snapshot).OrderByDescending(socket => socket.LocalPort == wanted))
        {
            if (IsOurs(socket, snapshot)) Tell(socket);
            else if (socket.LocalPort == wanted && IsInTheWay(socket.LocalAddress.Unmapped)) TellTaker(socket);
        }
    }

    void Tell(SocketRecord socket)
    {
        if (!told.Add(socket.LocalPort.Number)) return;
        var address = socket.LocalAddress.Unmapped;
        var open = address.IsWildcard ? ", and at every other address of this machine" : "";
        var url = $"http://{Reached(address)}:{socket.LocalPort}";
        var text = socket.LocalPort == wanted ? $"is at {url}{open}"
            : told.Contains(wanted.Number) ? $"listens at {url} too{open}"
            : $"is at {url}{open}; nothing of it listens on PORT={wanted}";
        around.Say($"berth: {Escape.ForTerminal(name)} {text}");
    }

    void TellTaker(SocketRecord socket)
    {
        if (!told.Add(-socket.LocalPort.Number)) return;
        var taker = socket.Owner.First is { } first ? $"{Escape.ForTerminal(first.Name)} (pid {first.Pid})" : $"a program of another user (uid {socket.UserId})";
        around.Say($"berth: port {wanted} was taken by {taker}, which is not of this command. Run it again, and it has another one; see `berth explain {wanted}`");
    }

    static string Reached(InetAddress address) =>
        address.IsWildcard ? "127.0.0.1" : address.Family == InetFamily.V6 ? $"[{address}]" : address.ToString();

    static bool IsInTheWay(InetAddress address) => address.IsWildcard || address == InetAddress.LoopbackV4 || address == InetAddress.LoopbackV6;

    // Of several addresses with one port, the one that a person would type is said.
    static IEnumerable<SocketRecord> Listeners(Snapshot snapshot) => snapshot.Sockets
        .Where(static socket => socket.State == SocketState.Listen && socket.Protocol == Protocol.Tcp)
        .OrderBy(static socket => socket.LocalAddress.Unmapped is var address && address == InetAddress.LoopbackV4 ? 0 : address.IsWildcard ? 1 : 2);

    // Whatever the command started is below us; a daemon that left it on purpose (a double fork) is not found.
    static bool IsOurs(SocketRecord socket, Snapshot snapshot)
    {
        foreach (var holder in socket.Owner.Processes)
            for (ProcessFacts? one = holder; one is not null; one = snapshot.Processes.GetValueOrDefault(one.ParentPid))
                if (one.Pid == Environment.ProcessId) return true;
        return false;
    }
}
