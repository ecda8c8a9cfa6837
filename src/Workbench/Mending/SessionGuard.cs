using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Workbench.Mending;

/// <summary>Keeps a firewall change from cutting the connection over which somebody works on this machine.</summary>
public static class SessionGuard
{
    /// <summary>Why the port must stay open; null when it may be closed.</summary>
    /// <param name="sshConnection">The variable SSH_CONNECTION: client, its port, server, its port (sshd(8)).</param>
    public static string? Refuse(FixAction.BlockPort block, Snapshot snapshot, string? sshConnection)
    {
        if (block.Protocol != Protocol.Tcp) return null;
        if (sshConnection?.Split(' ') is [_, _, _, var port] && port == block.Port.ToString())
            return $"This session comes in by ssh on port {block.Port}: closing it would lock you out.";
        var inUse = snapshot.Sockets.FirstOrDefault(socket => socket.State == SocketState.Established && socket.LocalPort == block.Port && !socket.PeerAddress.IsLoopback
            && socket.Owner.Processes.Any(static process => process.Name is "sshd" or "sshd-session"));
        return inUse is null ? null : $"Somebody works on this machine by ssh on port {block.Port} (from {inUse.PeerAddress}): closing it would lock people out.";
    }
}
