using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Protocols;
using Berth.Model.Sockets;

namespace Berth.Audit.Contract;

/// <summary>Gathers listeners into the ports of services: many sockets and binds, one finding.</summary>
static class ListenedPorts
{
    public static IReadOnlyList<ListenedPort> Of(AuditFacts facts)
    {
        var reach = new ReachJudge(facts.Snapshot);
        var answers = facts.Answers.ToLookup(static answer => answer.Endpoint.Port);
        return [.. facts.Snapshot.Sockets
            .Where(static socket => socket.IsListener && !socket.Protocol.IsUnix() && socket.Namespace.IsOurs)
            .GroupBy(static socket => (Subjects.Of(socket), socket.Protocol, socket.LocalPort))
            .Select(group => Gather(group.Key.Item1, group, reach, answers[group.Key.LocalPort], facts.Twin?.Verdicts ?? []))
            .OrderBy(static port => port.Port.Number).ThenBy(static port => port.Protocol).ThenBy(static port => port.Subject, StringComparer.Ordinal)];
    }

    static ListenedPort Gather(string subject, IEnumerable<SocketRecord> sockets, ReachJudge reach, IEnumerable<ProtocolFacts> answers, IReadOnlyList<TwinVerdict> proofs)
    {
        var binds = sockets
            .DistinctBy(static socket => (socket.LocalAddress, socket.InterfaceIndex, socket.V6Only))
            .Select(socket => (Socket: socket, Reach: reach.Of(socket)))
            .OrderByDescending(static bind => bind.Reach.Widest).ThenBy(static bind => bind.Socket.LocalAddress)
            .ToArray();
        return new ListenedPort
        {
            Subject = subject,
            Sockets = [.. binds.Select(static bind => bind.Socket)],
            Reaches = [.. binds.Select(static bind => bind.Reach)],
            Proofs = [.. proofs.Where(proof => binds.Any(bind => bind.Socket.Local == proof.Probe.Listener || IsSentOn(proof.Probe, bind.Socket)))],
            Answers = [.. answers.Where(answer => binds.Any(bind => Answers(bind.Socket, answer.Endpoint)))],
        };
    }

    // Called on the listener's port, and answered by a container.
    static bool IsSentOn(TwinProbe probe, SocketRecord socket) =>
        probe.Port == socket.LocalPort && probe.Listener.Protocol == socket.Protocol && (socket.LocalAddress.IsWildcard || socket.LocalAddress == probe.To);

    // A wildcard is asked on loopback; a specific bind on its own address.
    static bool Answers(SocketRecord socket, Endpoint asked)
    {
        if (asked.Protocol != socket.Protocol) return false;
        var bound = socket.LocalAddress.Unmapped;
        if (!bound.IsWildcard) return bound == asked.Address.Unmapped;
        return socket.IsDualStack || bound.Family == asked.Address.Unmapped.Family;
    }
}
