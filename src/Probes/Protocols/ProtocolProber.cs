using Berth.Model;

namespace Berth.Probes.Protocols;

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

    static Task<ProtocolFacts> AskAsync(ProbeTarget target, ProbeOptions options, CancellationToken cancel) =>
        target.Endpoint.Protocol == Protocol.Udp ? new UdpInquiry(target, options).AskAsync(cancel) : new Inquiry(target, options).AskAsync(cancel);
}
