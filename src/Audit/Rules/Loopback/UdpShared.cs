using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;

namespace Berth.Audit.Rules.Loopback;

public sealed class UdpShared : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "udp-shared",
        Title = "Two users share a UDP port",
        Severity = new(Severity.Medium, Severity.Medium),
        Sees = "Two UDP sockets on the same address and port belong to different users: both set SO_REUSEADDR.",
        Why = "The last one to bind gets the datagrams: one program can take what is meant for another.",
        Fix = "Leave SO_REUSEADDR off where the port is not for multicast; end the one that should not be there.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        var shared = view.Snapshot.Sockets
            .Where(static socket => socket.Protocol == Protocol.Udp && socket.IsListener && socket.Namespace.IsOurs && socket.InterfaceIndex == 0)
            .GroupBy(static socket => socket.Local)
            .Where(static group => group.Select(static socket => socket.UserId).Distinct().Count() > 1 && !IsDiscovery(group.Key.Port));
        foreach (var group in shared)
        {
            var users = string.Join(" and ", group.Select(static socket => socket.UserId).Distinct().Order());
            yield return Info.About($"udp {group.Key}", $"Users {users} share UDP {group.Key}") with
            {
                Endpoint = group.Key,
                Evidence = [.. group.Take(4).Select(static socket => new Evidence("bind", $"{socket.Owner.First?.Name ?? "a process"} of user {socket.UserId} holds {socket.Local}"))],
                Fixes = [new("See who holds it", $"berth ls {group.Key.Port} protocol=udp")],
            };
        }
    }

    // Made to be shared: mDNS, SSDP, LLMNR, WS-Discovery.
    static bool IsDiscovery(Port port) => port.Number is 5353 or 1900 or 5355 or 3702;
}
