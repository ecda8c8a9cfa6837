using Berth.Model;

namespace Berth.Engine.Reach;

/// <summary>
/// What to ask the kernel's twin about a listener: for each class of callers one that the rules are read to let in and one that
/// they are read to keep out, so that a rule which was read wrongly shows.
/// </summary>
public static class TwinQuestions
{
    public static IReadOnlyList<TwinProbe> For(SocketRecord socket, HostFacts host, FirewallRules rules)
    {
        var probes = new List<TwinProbe>();
        new ReachByRules(host, rules).Visit(socket, (attempt, result) =>
        {
            void Ask(AddressSet callers, PathVerdict expected)
            {
                if (callers.IsEmpty) return;
                var caller = AddressSet.Address(callers.Middle, attempt.Family);
                probes.Add(new TwinProbe(new Endpoint(socket.Protocol, socket.LocalAddress, socket.LocalPort), socket.V6Only == true, attempt.From, attempt.Link.Name, caller, attempt.To, attempt.Port, expected));
            }
            Ask(result.Open, PathVerdict.Open);
            Ask(result.Closed, result.Verdict == PathVerdict.Rejected ? PathVerdict.Rejected : PathVerdict.Filtered);
            Ask(attempt.Callers.Except(result.Open).Except(result.Closed), PathVerdict.Unknown);
        });
        return probes;
    }
}
