using Berth.Cli.Rendering;
using Berth.Engine.Isolation;
using Berth.Model;
using Berth.Probes;

namespace Berth.Cli.Commands.Running;

/// <summary>Names the server of the machine that is in the way of a declared port, before the command fails on it.</summary>
static class BlockedPort
{
    /// <summary>Why a declared port cannot be bound; null when all can.</summary>
    public static string? Of(IReadOnlyList<Port> ports, ISocketInventory inventory)
    {
        if (ports.Count == 0 || WildcardHolders.Of(inventory.Take(WildcardHolders.Question(ports)), ports) is not [var holder, ..]) return null;
        var owner = holder.Process is { } first ? $"{Escape.ForTerminal(first.Name)} (pid {first.Pid})" : "a program that you may not see";
        return $"port {holder.Port} is held on every address ({holder.Address}) by {owner}, so at the project's too. See `berth explain {holder.Port}`; bind that one to 127.0.0.1, or end it: berth free {holder.Port}";
    }
}
