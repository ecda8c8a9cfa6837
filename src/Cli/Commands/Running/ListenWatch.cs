using System.Runtime.Versioning;
using Berth.Actions.Isolation;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Isolation;
using Berth.Engine.Ports;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>Says once for each port where the command really listens, and which of its binds were refused.</summary>
[SupportedOSPlatform("linux")]
sealed class ListenWatch(Surroundings around, LocalhostUnit unit, RunRequest request, string name)
{
    readonly ISocketInventory inventory = around.Inventory();
    readonly HashSet<int> told = [];
    readonly HashSet<(Protocol, InetAddress, int)> refusalsTold = [];
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
        var groups = unit.GroupNumbers();
        foreach (var listener in UnitListeners.Of(inventory.Take(UnitListeners.Question), groups))
            if (told.Add(listener.Port.Number)) around.Say($"berth: {Escape.ForTerminal(name)} {Where(listener)}");
        foreach (var record in unit.Records())
        {
            if (record.Outcome != BindOutcome.Refused || !refusalsTold.Add((record.Protocol, record.Asked, record.Port.Number))) continue;
            var endpoint = Endpoint(record.Asked, record.Port);
            around.Say(record.Asked.Unmapped.IsWildcard
                ? $"berth: {Escape.ForTerminal(name)} asked for {endpoint}, every address, and was told that it is in use: --bind refuse. Let it bind localhost, or expose the port: --expose {record.Port}"
                : $"berth: {Escape.ForTerminal(name)} asked for {endpoint}, which is not there: this project has no own IPv6 address");
        }
    }

    string Where(UnitListener listener)
    {
        var endpoint = Endpoint(listener.Address, listener.Port);
        if (request.Exposed.Contains(listener.Port)) return $"is at {Scheme(listener.Port)}{endpoint}{(listener.IsOpen ? ", every address" : "")}: the port is exposed.";
        if (listener.IsOpen) return $"listens on {endpoint}, every address: the system chose the port, and such a socket is left as it is.";
        var isOwn = listener.Address == unit.Address || listener.Address == unit.AddressV6;
        return $"is at {Scheme(listener.Port)}{endpoint}{(isOwn ? $" (inside: localhost:{listener.Port})" : "")}";
    }

    static string Endpoint(InetAddress address, Port port) => $"{(address.Family == InetFamily.V6 ? $"[{address}]" : address)}:{port}";

    // Most of what a project runs on a port of no other meaning is a web server, and terminals open its address.
    static string Scheme(Port port)
    {
        var usual = UsualProtocols.Of(port);
        return usual.IsEmpty || usual.Contains("http") ? "http://" : usual.Contains("https") ? "https://" : "";
    }
}
