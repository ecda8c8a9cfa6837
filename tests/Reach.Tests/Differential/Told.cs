using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Probes.Linux.Twin;

namespace Berth.Reach.Tests;

/// <summary>What is told of one listener, beside what the kernel does with callers of it.</summary>
static class Told
{
    /// <summary>Callers as in <see cref="Case"/>, each on each of the ports, who are answered by the listener alone.</summary>
    public static async Task<IReadOnlyList<TwinVerdict>> Kernel(FirewallRules rules, HostFacts host, string listener, IReadOnlyList<string> callers, IReadOnlyList<int> ports, CancellationToken cancel, Protocol protocol = Protocol.Tcp)
    {
        var socket = Hosts.Listener(listener, protocol);
        var probes = new List<TwinProbe>();
        foreach (var text in callers)
        {
            var words = text.Split(' ');
            var (link, caller) = (host.Interfaces.First(link => link.Name == words[0]), Hosts.Address(words[1]));
            var to = words.Length > 3 ? Hosts.Address(words[3]) : link.Addresses.First(own => own.Address.Family == caller.Family).Address;
            foreach (var port in ports)
                probes.Add(new TwinProbe(new Endpoint(protocol, socket.LocalAddress, socket.LocalPort), socket.V6Only == true, SourceClass.Lan, link.Name, caller, to, new Port((ushort)port), PathVerdict.Unknown) { Link = link.Kind });
        }
        var report = await TwinProver.ProveAsync(rules, host, probes, cancel);
        Assert.True(report.Problem is null, report.Problem);
        return report.Verdicts;
    }

    /// <summary>The classes that were told to come in by the caller's interface.</summary>
    public static IEnumerable<ClassVerdict> Classes(Reachability told, TwinProbe probe) => told.Classes.Where(one => one.Interface == probe.Interface && one.Family == probe.To.Family);

    /// <summary>Null when what the kernel did is what was told, or nobody could tell.</summary>
    public static string? Wrong(Reachability told, TwinVerdict seen) =>
        seen.Seen == PathVerdict.Open && told.Classes.Count > 0 && !Classes(told, seen.Probe).Any(one => one.Verdict is PathVerdict.Open or PathVerdict.Unknown)
            ? $"{seen.Evidence}, and it was told: {string.Join(", ", Classes(told, seen.Probe).Select(one => $"{one.From} {one.Verdict} by {one.By}"))}"
            : null;
}
