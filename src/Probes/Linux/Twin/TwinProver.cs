using System.Runtime.Versioning;
using Berth.Linux.Namespaces;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Probes.Linux.Twin;

/// <summary>
/// Proves who can connect by trying it: in a copy of the machine's network with its rules, never on the machine itself. What it
/// cannot copy: marks that other programs set, rules about processes, traffic control, routing policy, the routers outside.
/// </summary>
[SupportedOSPlatform("linux")]
public static class TwinProver
{
    // Silence is the commonest answer: many wait at once. What was silent is asked again with more patience, since a busy machine
    // may be late, and an answer is never wrong.
    static readonly TimeSpan patience = TimeSpan.FromMilliseconds(150), morePatience = TimeSpan.FromMilliseconds(700);
    const int AtOnce = 256;

    /// <summary>
    /// Makes every probe that the twin can make, which it tries without rules first; the report says what it could not, and why when it
    /// can make none. Needs root, ip, and the programs that wrote the rules.
    /// </summary>
    public static async Task<TwinReport> ProveAsync(FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> wanted, CancellationToken cancel)
    {
        if (wanted.Count == 0) return new TwinReport([], null);
        using var twin = TwinNetwork.Build(host, wanted, out var problem);
        if (twin is null) return new TwinReport([], problem);
        using var listeners = new TwinListeners();
        var lost = new HashSet<Endpoint>();
        if (Open(twin, host, wanted, listeners, lost) is { } unopened) return new TwinReport([], unopened);
        IReadOnlyList<TwinProbe> probes = lost.Count == 0 ? wanted : [.. wanted.Where(probe => !lost.Contains(probe.Listener))];

        var ways = await AskAsync(twin, host, probes, cancel).ConfigureAwait(false);
        var withoutWay = probes.Where((_, i) => ways[i] is PathVerdict.Filtered or PathVerdict.Unknown).ToArray();
        if (withoutWay.Length > 0) probes = [.. probes.Where((_, i) => ways[i] is PathVerdict.Open or PathVerdict.Rejected)];
        if (TwinRules.Load(rules, twin.Machine) is { } unloaded) return new TwinReport([], unloaded);

        var seen = await AskAsync(twin, host, probes, cancel).ConfigureAwait(false);
        var verdicts = new TwinVerdict[probes.Count];
        for (var i = 0; i < verdicts.Length; i++) verdicts[i] = new TwinVerdict(probes[i], seen[i], Evidence(probes[i], seen[i]));
        return new TwinReport(verdicts, null) { NotAsked = [.. NotAsked(lost, withoutWay)] };
    }

    static IEnumerable<string> NotAsked(HashSet<Endpoint> lost, TwinProbe[] withoutWay)
    {
        foreach (var listener in lost) yield return $"{listener.ToString()}, which the twin cannot listen on";
        if (withoutWay is [var first, ..])
            yield return $"{withoutWay.Length} {(withoutWay.Length == 1 ? "call that has" : "calls that have")} no way through the twin's network even without rules, as from {first.Caller.ToString()} to {first.To.ToString()} by {first.Interface}";
    }

    static async Task<PathVerdict[]> AskAsync(TwinNetwork twin, HostFacts host, IReadOnlyList<TwinProbe> probes, CancellationToken cancel)
    {
        var seen = new PathVerdict[probes.Count];
        foreach (var wave in Waves(host, probes))
        {
            twin.Forget();
            await CallAsync(twin, probes, wave, seen, patience, cancel).ConfigureAwait(false);
            await CallAsync(twin, probes, Array.FindAll(wave, i => seen[i] == PathVerdict.Filtered), seen, morePatience, cancel).ConfigureAwait(false);
        }
        return seen;
    }

    // Who is near asks for the machine's hardware address by its own address, a router by its link-local one, and rules may tell
    // them apart. Here both live behind one interface and would share the answer, so they call one after the other.
    static IEnumerable<int[]> Waves(HostFacts host, IReadOnlyList<TwinProbe> probes) =>
        Enumerable.Range(0, probes.Count)
            .GroupBy(i => probes[i].To.Family == InetFamily.V6 && !host.Interfaces.Any(link => link.Name == probes[i].Interface && TwinNetwork.IsNear(link, probes[i].Caller)))
            .Select(group => group.ToArray());

    static string? Open(TwinNetwork twin, HostFacts host, IReadOnlyList<TwinProbe> probes, TwinListeners listeners, HashSet<Endpoint> lost)
    {
        foreach (var wanted in probes.Select(static probe => (probe.Listener, probe.V6Only)).Distinct())
        {
            var address = wanted.Listener.Address;
            var scope = TwinNetwork.IsLinkLocal(address) ? host.Interfaces.FirstOrDefault(link => link.Addresses.Any(own => own.Address == address))?.Index ?? 0 : 0;
            var isOpen = false;
            if (!Place(twin, host, address).Run(() => isOpen = listeners.Open(wanted.Listener, wanted.V6Only, scope), out var error)) return $"the twin's namespace could not be entered: {error}";
            if (!isOpen) lost.Add(wanted.Listener);
        }
        return null;
    }

    // A container's listener stands behind the interface that leads to it.
    static PrivateNamespace Place(TwinNetwork twin, HostFacts host, InetAddress address)
    {
        if (address.IsWildcard || address.IsLoopback || host.Interfaces.Any(link => link.Addresses.Any(own => own.Address == address))) return twin.Machine;
        var link = host.Interfaces.FirstOrDefault(link => TwinNetwork.IsNear(link, address));
        return link is null ? twin.Machine : twin.Behind(link.Name);
    }

    static async Task CallAsync(TwinNetwork twin, IReadOnlyList<TwinProbe> probes, int[] which, PathVerdict[] seen, TimeSpan patience, CancellationToken cancel)
    {
        foreach (var batch in which.Chunk(AtOnce))
        {
            var calls = new List<Task>();
            foreach (var group in batch.GroupBy(i => probes[i].Interface))
                twin.Behind(group.Key).Run(() =>
                {
                    foreach (var i in group) calls.Add(OneAsync(i));
                }, out _);
            await Task.WhenAll(calls).ConfigureAwait(false);
        }

        async Task OneAsync(int i)
        {
            using var socket = TwinCaller.Prepare(probes[i]);
            seen[i] = socket is null ? PathVerdict.Unknown : await TwinCaller.CallAsync(socket, probes[i], patience, cancel).ConfigureAwait(false);
        }
    }

    static string Evidence(TwinProbe probe, PathVerdict seen)
    {
        var target = new Endpoint(probe.Listener.Protocol, probe.To, probe.Port).ToString();
        return seen switch
        {
            PathVerdict.Open => $"{probe.Caller.ToString()} got through to {target} by {probe.Interface}",
            PathVerdict.Rejected => $"{probe.Caller.ToString()} was refused at {target} by {probe.Interface}",
            PathVerdict.Filtered => $"{probe.Caller.ToString()} got no answer from {target} by {probe.Interface}",
            _ => $"{probe.Caller.ToString()} could not be played by {probe.Interface}",
        };
    }
}
