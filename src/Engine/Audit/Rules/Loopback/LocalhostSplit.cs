using Berth.Engine.Findings;
using Berth.Model;

namespace Berth.Engine.Audit.Rules.Loopback;

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
            var four = group.FirstOrDefault(static port => port.Sockets.Any(static socket => Serves(socket, InetFamily.V4)));
            var six = group.FirstOrDefault(static port => port.Sockets.Any(static socket => Serves(socket, InetFamily.V6)));
            if (four is null || six is null || four.Subject == six.Subject) continue;
            var differentUsers = four.Sockets[0].UserId != six.Sockets[0].UserId;
            yield return Info.About(four, differentUsers ? Severity.High : Severity.Medium, $"localhost:{group.Key} is two services: {four.Subject} over IPv4, {six.Subject} over IPv6") with
            {
                Evidence =
                [
                    new Evidence("bind", $"127.0.0.1:{group.Key} leads to {four.Label} (user {four.Sockets[0].UserId})"),
                    new Evidence("bind", $"[::1]:{group.Key} leads to {six.Label} (user {six.Sockets[0].UserId})"),
                ],
                Fixes = [new("See both, and end the one that should not be there", $"berth ls {group.Key}"), new("Ask the one you mean by its address", $"curl http://127.0.0.1:{group.Key}/")],
            };
        }
    }

    // The most specific bind wins: a service on 127.0.0.1 takes what a dual-stack wildcard would have got.
    static bool Serves(SocketRecord socket, InetFamily family)
    {
        var bound = socket.LocalAddress.Unmapped;
        if (bound.Family == family) return bound.IsWildcard || bound == (family == InetFamily.V4 ? InetAddress.LoopbackV4 : InetAddress.LoopbackV6);
        return false;
    }
}
