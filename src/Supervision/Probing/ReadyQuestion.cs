using Berth.Model.Services;

namespace Berth.Supervision.Probing;

/// <summary>Who listens at an endpoint; null: nobody.</summary>
/// <param name="IsOwn">One of the processes that were asked for holds the socket.</param>
/// <param name="Holder">For the person: "node (pid 12)".</param>
public sealed record ListenerAnswer(bool IsOwn, string Holder);

/// <summary>Asks the machine who listens.</summary>
public interface IListenerSource
{
    /// <param name="pids">The service's processes.</param>
    ListenerAnswer? At(ServiceEndpoint endpoint, IReadOnlyCollection<int> pids);

    /// <summary>Where the processes really listen, as "127.0.0.1:3000"; for a service that is not where it was told to be.</summary>
    IReadOnlyList<string> Of(IReadOnlyCollection<int> pids);

    /// <summary>Why a place that accepts is of no use to who opens its URL, and what to do: one clause; null when nothing is known against it.</summary>
    Task<string?> CaveatAsync(ServiceEndpoint endpoint, CancellationToken cancel);
}
