using Berth.Cli.Rendering;
using Berth.Engine.Listing;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// A server of the machine that listens on every address has the port at the own address too: then nothing can be there. It is
/// named before the command fails on it.
/// </summary>
static class WildcardHolder
{
    /// <summary>Why a declared port cannot be bound; null when all can.</summary>
    public static string? Of(IReadOnlyList<Port> ports, ISocketInventory inventory)
    {
        if (ports.Count == 0) return null;
        var snapshot = inventory.Take(new SnapshotOptions { LocalPorts = [.. ports.Select(static port => new PortRange(port, port))] });
        foreach (var row in Lister.Rows(snapshot, SocketKinds.Listeners))
        {
            var socket = row.Socket;
            if (socket.Protocol != Protocol.Tcp || !socket.LocalAddress.Unmapped.IsWildcard) continue;
            var owner = row.Owner.First is { } first ? $"{Escape.ForTerminal(first.Name)} (pid {first.Pid})" : "a program that you may not see";
            return $"port {socket.LocalPort} is held on every address ({socket.LocalAddress}) by {owner}, so at the project's too. See `berth explain {socket.LocalPort}`; bind that one to 127.0.0.1, or end it: berth free {socket.LocalPort}";
        }
        return null;
    }
}
