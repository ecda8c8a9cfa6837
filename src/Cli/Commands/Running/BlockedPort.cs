using Berth.Cli.Rendering;
using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Running;

/// <summary>Names the server of the machine that is in the way of a declared port, before the command fails on it.</summary>
static class BlockedPort
{
    /// <summary>Why a declared port cannot be bound; null when all can.</summary>
    public static string? Of(IReadOnlyList<Port> ports, ISocketInventory inventory) =>
        ports.Count > 0 && WildcardHolders.Of(inventory.Take(WildcardHolders.Question(ports)), ports) is [var holder, ..] ? Escape.ForTerminal(holder.Sentence) : null;
}
