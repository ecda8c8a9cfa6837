using System.Runtime.Versioning;
using Berth.Actions.Running;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Holders;
using Berth.Engine.Serving;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// Says where the command really listens, once for each port: by the owners of the sockets, not by what it was told. Sockets are
/// listed at each look, which costs little; who holds them is asked only about those that are new.
/// </summary>
/// <param name="leased">What the command has as PORT.</param>
/// <param name="expected">Where it should listen: PORT, or what it names itself.</param>
/// <param name="dropped">Why PORT may not have reached it; null: nothing is known.</param>
[SupportedOSPlatform("linux")]
sealed class PlainWatch(CommandContext context, Port leased, Port expected, string name, string? dropped)
{
    readonly ISocketInventory inventory = context.Machine();
    readonly Announcer announcer = new(expected);
    readonly PageAsk pages = new(context.Machine());
    readonly LookPause looks = new(context.Clock);
    readonly QuietTalk talk = new(context);
    readonly Dictionary<ulong, bool> own = [];

    // Whatever the command started is below us; a daemon that left it on purpose (a double fork) is not found.
    readonly Kin command = new(static (process, snapshot) => PortHolders.IsBelow(process, Environment.ProcessId, snapshot), static () => CommandTree.HasUnseen);

    bool isTakerTold;

    public TimeSpan Pause => looks.Pause(announcer.IsPending || talk.IsWaiting);

    /// <summary>The command has ended: what was not said yet is.</summary>
    public void End() => talk.End();

    public void Look()
    {
        var now = Listeners(inventory.Take(new SnapshotOptions { Owners = false })).ToArray();
        Judge([.. now.Where(socket => !own.ContainsKey(socket.Inode))]);
        SocketRecord[] ours = [.. now.Where(socket => own.GetValueOrDefault(socket.Inode))];
        pages.Begin(announcer.ToAsk(ours));
        foreach (var (inode, fetched) in pages.Answers()) announcer.Hear(inode, fetched);
        foreach (var one in announcer.Due(ours, looks.At)) Tell(one);
        talk.Look();
    }

    /// <summary>Who keeps the port that the command names itself from it, for one that failed: a sentence; null when nobody does.</summary>
    public string? InTheWay()
    {
        if (expected == leased) return null;
        var snapshot = inventory.Take(PortHolders.Question(expected));
        var holder = snapshot.Sockets.FirstOrDefault(socket => socket.Protocol == Protocol.Tcp && socket.LocalPort == expected && socket.Kept is null);
        return holder is null ? null : $"port {expected}, which the command names, is held at {holder.LocalAddress.Unmapped} by {Escape.ForTerminal(HolderWords.Of(holder, snapshot.Host))}: berth explain {expected}";
    }

    void Judge(SocketRecord[] fresh)
    {
        if (fresh.Length == 0) return;
        var inodes = fresh.Select(static socket => socket.Inode).ToHashSet();
        var snapshot = inventory.Take(PortHolders.Question([.. fresh.Select(static socket => socket.LocalPort).Distinct()]));
        foreach (var socket in Listeners(snapshot))
        {
            if (!inodes.Contains(socket.Inode)) continue;
            var whose = PortHolders.Of(socket, snapshot, command);
            // Its holder has just ended, or was between two processes: if it is still there at the next look, it is asked again.
            if (whose == Whose.Nobodys) continue;
            own[socket.Inode] = whose == Whose.Ours || (whose == Whose.LikelyOurs && socket.LocalPort == expected);
            if (whose == Whose.SomebodyElses && socket.LocalPort == leased && PortHolders.IsAtLocalhost(socket)) TellTaker(HolderWords.Of(socket, snapshot.Host));
        }
    }

    void Tell(Announcement one)
    {
        var address = one.Socket.LocalAddress.Unmapped;
        var place = new Endpoint(Protocol.Tcp, address.IsWildcard ? InetAddress.LoopbackV4 : address, one.Socket.LocalPort);
        var text = $"{Announced.Verb(one)} {Announced.Place(one.Fetched, place)}{(address.IsWildcard ? ", and at every other address of this machine" : "")}{Announced.Caveat(one.Fetched)}";
        var elsewhere = one.Standing == Standing.Elsewhere && expected == leased ? $"; nothing of it listens on PORT={leased}{(dropped is null ? "" : $": {dropped}")}" : "";
        talk.Say($"berth: {Escape.ForTerminal(name)} {text}{elsewhere}");
    }

    void TellTaker(string taker)
    {
        if (isTakerTold) return;
        isTakerTold = true;
        talk.Say($"berth: port {leased} was taken by {Escape.ForTerminal(taker)}, which is not of this command. Run it again, and it has another one; see `berth explain {leased}`");
    }

    static IEnumerable<SocketRecord> Listeners(Snapshot snapshot) =>
        snapshot.Sockets.Where(static socket => socket.State == SocketState.Listen && socket.Protocol == Protocol.Tcp);
}
