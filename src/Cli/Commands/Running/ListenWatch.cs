using System.Runtime.Versioning;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Holders;
using Berth.Engine.Serving;
using Berth.Localhost;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Running;

/// <summary>Says once for each port where the command really listens, and which of its binds were refused.</summary>
/// <param name="expected">Where it should listen; null: not known.</param>
[SupportedOSPlatform("linux")]
sealed class ListenWatch(CommandContext context, LocalhostUnit unit, RunRequest request, Port? expected, string name)
{
    readonly ISocketInventory inventory = context.Machine();
    readonly Announcer announcer = new(expected);
    readonly PageAsk pages = new(context.Machine());
    readonly LookPause looks = new(context.Clock);
    readonly QuietTalk talk = new(context);
    readonly HashSet<Port> leftOpen = [];
    readonly HashSet<(Protocol, InetAddress, int)> refusalsTold = [];

    public TimeSpan Pause => looks.Pause(announcer.IsPending || talk.IsWaiting);

    /// <summary>The command has ended: what was not said yet is.</summary>
    public void End() => talk.End();

    public void Look()
    {
        var now = UnitListeners.Of(inventory.Take(UnitListeners.Question), unit.GroupNumbers());
        // What is open to all is told at once, whatever it is.
        foreach (var socket in now)
            if (IsLeftOpen(socket) && leftOpen.Add(socket.LocalPort))
                talk.Say($"berth: {Escape.ForTerminal(name)} listens on {Place(socket)}, every address: the system chose the port, and such a socket is left as it is.");
        SocketRecord[] led = [.. now.Where(socket => !IsLeftOpen(socket))];
        pages.Begin(announcer.ToAsk(led));
        foreach (var (inode, fetched) in pages.Answers()) announcer.Hear(inode, fetched);
        foreach (var one in announcer.Due(led, looks.At)) talk.Say($"berth: {Escape.ForTerminal(name)} {Where(one)}");
        TellRefusals();
        talk.Look();
    }

    bool IsLeftOpen(SocketRecord socket) => socket.LocalAddress.IsWildcard && !request.Exposed.Contains(socket.LocalPort);

    string Where(Announcement one)
    {
        var place = $"{Announced.Verb(one)} {Announced.Place(one.Fetched, Place(one.Socket))}";
        if (request.Exposed.Contains(one.Socket.LocalPort)) return $"{place}{(one.Socket.LocalAddress.IsWildcard ? ", every address" : "")}: the port is exposed.";
        var isOwn = Place(one.Socket).Address == unit.Address || Place(one.Socket).Address == unit.AddressV6;
        return $"{place}{(isOwn ? $" (inside: localhost:{one.Socket.LocalPort})" : "")}{Announced.Caveat(one.Fetched)}";
    }

    void TellRefusals()
    {
        foreach (var record in unit.Records())
        {
            if (record.Outcome != BindOutcome.Refused || !refusalsTold.Add((record.Protocol, record.Asked, record.Port.Number))) continue;
            var endpoint = new Endpoint(record.Protocol, record.Asked, record.Port);
            talk.Say(record.Asked.Unmapped.IsWildcard
                ? $"berth: {Escape.ForTerminal(name)} asked for {endpoint}, every address, and was told that it is in use: --bind refuse. Let it bind localhost, or expose the port: --expose {record.Port}"
                : $"berth: {Escape.ForTerminal(name)} asked for {endpoint}, which is not there: this project has no own IPv6 address");
        }
    }

    static Endpoint Place(SocketRecord socket) => new(Protocol.Tcp, socket.LocalAddress.Unmapped, socket.LocalPort);
}
