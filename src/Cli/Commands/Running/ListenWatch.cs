using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Ports;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>Says once for each port where the command really listens: its sockets carry the number of its control group.</summary>
sealed class ListenWatch(Surroundings around, InetAddress own, ulong group, string name)
{
    static readonly SnapshotOptions question = new() { Kinds = SocketKinds.Listeners, Owners = false };

    readonly ISocketInventory inventory = around.Inventory();
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
        foreach (var socket in inventory.Take(question).Sockets)
        {
            if (socket.CgroupId != group || socket.State != SocketState.Listen || socket.Protocol != Protocol.Tcp || !told.Add(socket.LocalPort.Number)) continue;
            around.Say($"berth: {Escape.ForTerminal(name)} {Where(socket)}");
        }
    }

    string Where(SocketRecord socket)
    {
        var address = socket.LocalAddress.Unmapped;
        var endpoint = $"{(address.Family == InetFamily.V6 ? $"[{address}]" : address)}:{socket.LocalPort}";
        if (address.IsWildcard) return $"listens on {endpoint}, every address: the system chose the port, and such a socket is left as it is.";
        var isOwn = address == own || address.Family == InetFamily.V6;
        return $"is at {Scheme(socket.LocalPort)}{endpoint}{(isOwn ? $" (inside: localhost:{socket.LocalPort})" : "")}";
    }

    // Most of what a project runs on a port of no other meaning is a web server, and terminals open its address.
    static string Scheme(Port port)
    {
        var usual = UsualProtocols.Of(port);
        return usual.IsEmpty || usual.Contains("http") ? "http://" : usual.Contains("https") ? "https://" : "";
    }
}
