using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Loopback;

public sealed class LocalhostSplit : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "localhost-split",
        Title = "localhost leads to two different services",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "127.0.0.1 and [::1] on the same port are held by different programs, or by different users.",
        Why = "`localhost` may mean either: clients reach one or the other by luck. Another user's program on the free half can catch your passwords.",
        Fix = "End one of the two, or let the service bind both families.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        foreach (var group in view.Ports.Where(static port => port.Protocol == Protocol.Tcp).GroupBy(static port => port.Port))
        {
            var binds = group.SelectMany(static port => port.Sockets, static (port, socket) => (Port: port, Socket: socket)).OrderBy(static bind => bind.Socket.LocalAddress.IsWildcard).ToArray();
            var (four, at4) = binds.FirstOrDefault(static bind => Serves(bind.Socket, InetFamily.V4));
            var (six, at6) = binds.FirstOrDefault(static bind => Serves(bind.Socket, InetFamily.V6));
            if (four is null || six is null) continue;
            // One user may well start a service once per family; another user's is never the same.
            var differentUsers = at4.UserId != at6.UserId;
            if (four.Subject == six.Subject && !differentUsers) continue;
            if (at4.Owner.Processes.Any(one => at6.Owner.Processes.Any(other => other.Pid == one.Pid))) continue;
            yield return Info.About(four, differentUsers ? Severity.High : Severity.Medium, $"localhost:{group.Key} is two services: {Name(four, at4)} over IPv4, {Name(six, at6)} over IPv6") with
            {
                Evidence =
                [
                    new Evidence("bind", $"127.0.0.1:{group.Key} leads to {Label(four, at4)}"),
                    new Evidence("bind", $"[::1]:{group.Key} leads to {Label(six, at6)}"),
                ],
                Fixes = [new("See both, and end the one that should not be there", $"berth ls {group.Key}"), new("Ask the one you mean by its address", $"curl http://127.0.0.1:{group.Key}/")],
            };
        }
    }

    static string Name(ListenedPort port, SocketRecord socket) => $"{port.Subject} (user {socket.UserId})";

    static string Label(ListenedPort port, SocketRecord socket) => $"{socket.Owner.First?.Name ?? port.Subject} on {socket.Local}";

    // The most specific bind wins: a service on 127.0.0.1 takes what a dual-stack wildcard would have got.
    static bool Serves(SocketRecord socket, InetFamily family)
    {
        var bound = socket.LocalAddress.Unmapped;
        if (bound.Family == family) return bound.IsWildcard || bound == (family == InetFamily.V4 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6);
        return false;
    }
}
