using System.Runtime.Versioning;
using Berth.Linux.Namespaces;
using Berth.Model;
using Berth.Probes.Linux.Twin;

namespace Berth.Probes;

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

    /// <summary>Makes every probe; the report says why when it cannot. Needs root, ip, and the programs that wrote the rules.</summary>
    public static async Task<TwinReport> ProveAsync(FirewallRules rules, HostFacts host, IReadOnlyList<TwinProbe> probes, CancellationToken cancel)
    {
        if (probes.Count == 0) return new TwinReport([], null);
        using var twin = TwinNetwork.Build(host, probes, out var problem);
        if (twin is null) return new TwinReport([], problem);
        using var listeners = new TwinListeners();
        if (Open(twin, host, probes, listeners) is { } unopened) return new TwinReport([], unopened);
        if (TwinRules.Load(rules, twin.Machine) is { } unloaded) return new TwinReport([], unloaded);

        var seen = new PathVerdict[probes.Count];
        foreach (var wave in Waves(host, probes))
        {
            twin.Forget();
            await CallAsync(twin, probes, wave, seen, patience, cancel).ConfigureAwait(false);
            await CallAsync(twin, probes, Array.FindAll(wave, i => seen[i] == PathVerdict.Filtered), seen, morePatience, cancel).ConfigureAwait(false);
        }
        var verdicts = new TwinVerdict[probes.Count];
        for (var i = 0; i < verdicts.Length; i++) verdicts[i] = new TwinVerdict(probes[i], seen[i], Evidence(probes[i], seen[i]));
        return new TwinReport(verdicts, null);
    }

    // Who is near asks for the machine's hardware address by its own address, a router by its link-local one, and rules may tell
    // them apart. Here both live behind one interface and would share the answer, so they call one after the other.
    static IEnumerable<int[]> Waves(HostFacts host, IReadOnlyList<TwinProbe> probes) =>
        Enumerable.Range(0, probes.Count)
            .GroupBy(i => probes[i].To.Family == InetFamily.V6 && !host.Interfaces.Any(link => link.Name == probes[i].Interface && TwinNetwork.IsNear(link, probes[i].Caller)))
            .Select(group => group.ToArray());

    static string? Open(TwinNetwork twin, HostFacts host, IReadOnlyList<TwinProbe> probes, TwinListeners listeners)
    {
        var lost = new List<Endpoint>();
        foreach (var wanted in probes.Select(probe => (probe.Listener, probe.V6Only)).Distinct())
        {
            var place = Place(twin, host, wanted.Listener.Address);
            if (!place.Run(() =>
            {
                if (!listeners.Open(wanted.Listener, wanted.V6Only)) lost.Add(wanted.Listener);
            }, out var error)) return $"the twin's namespace could not be entered: {error}";
        }
        return lost.Count == 0 ? null : $"the twin could not listen on {lost[0].ToString()}";
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
