using Berth.Model.Addressing;
using Berth.Model.Protocols;

namespace Berth.Probes.Asking;

/// <summary>
/// Asks listeners of this machine what they speak: bounded in time, bytes and connections, never logging in, never writing, never
/// leaving the machine. Thread-safe.
/// </summary>
public static class ProtocolProber
{
    /// <summary>
    /// What each target answered, in the same order. A service that does not answer is a fact too: nothing of it throws.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public static async Task<IReadOnlyList<ProtocolFacts>> AskAsync(IReadOnlyList<ProbeTarget> targets, ProbeOptions options, CancellationToken cancel)
    {
        var facts = new ProtocolFacts[targets.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancel };
        await Parallel.ForAsync(0, targets.Count, parallel, async (i, stop) => facts[i] = await AskAsync(targets[i], options, stop).ConfigureAwait(false)).ConfigureAwait(false);
        return facts;
    }

    static async Task<ProtocolFacts> AskAsync(ProbeTarget target, ProbeOptions options, CancellationToken cancel)
    {
        if (target.Endpoint.Protocol == Protocol.Udp) return await new UdpInquiry(target, options).AskAsync(cancel).ConfigureAwait(false);
        var facts = await new Inquiry(target, options).AskAsync(cancel).ConfigureAwait(false);
        if (!options.FromBeyond || target.Beyond is not { } beyond || facts.Outcome != ProbeOutcome.Recognised) return facts;
        var plain = options with { BrowserAttacks = false, TriesProxies = options.BrowserAttacks };
        var seen = await new Inquiry(beyond, plain).AskAsync(cancel).ConfigureAwait(false);
        // Not in time is not known.
        if (seen.Outcome == ProbeOutcome.Silent) return facts;
        return facts with { FromBeyond = WithAttacks(seen with { Evidence = $"{seen.Evidence}, asked at {beyond.Endpoint.Address}" }, facts.Http) };
    }

    // What a page can do in a browser of this machine does not depend on who else can connect.
    static ProtocolFacts WithAttacks(ProtocolFacts seen, HttpFacts? local) => seen.Http is { } http && local is not null
        ? seen with
        {
            Http = http with
            {
                ForeignHost = local.ForeignHost,
                ForeignOrigin = local.ForeignOrigin,
                AllowsCredentials = local.AllowsCredentials,
                ForeignWebSocket = local.ForeignWebSocket,
                ExposedPaths = local.ExposedPaths,
            },
        }
        : seen;
}
