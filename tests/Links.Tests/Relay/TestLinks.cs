using Berth.Links.Observing;
using Berth.Links.Options;
using Berth.Links.Specs;

namespace Berth.Links.Tests.Relay;

/// <summary>Links of tests.</summary>
static class TestLinks
{
    public static async Task<Link> OpenAsync(LinkOptions options) => (await Link.OpenAsync(options)).Value;

    public static Task<Link> ToAsync(Service service, params FaultSpec[] faults) =>
        OpenAsync(new() { Name = "test", Upstream = service.Endpoint, Faults = faults });

    /// <summary>How a connection was when it had ended.</summary>
    public static async Task<LinkConnection> EndedAsync(this Link link, long ordinal)
    {
        var ended = new Ends(ordinal);
        using var watching = link.Observe(ended);
        // It may have been before.
        if (Find() is { } before) return before;
        await ended.Seen.InTime();
        return Find()!;

        LinkConnection? Find() => link.Connections
            .FirstOrDefault(connection => connection.Ordinal == ordinal && connection.Ended is not null);
    }

    sealed class Ends(long ordinal) : ILinkObserver
    {
        readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public LinkEvents Wants => LinkEvents.Connections;

        public Task Seen => seen.Task;

        public void Ended(in ConnectionEnded connection)
        {
            if (connection.Ordinal == ordinal) seen.TrySetResult();
        }
    }
}
