using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;
using Berth.Daemon.Traffic;

namespace Berth.Daemon.Features;

/// <summary>What went over links, and what goes.</summary>
sealed class TrafficFeature(LinkBook book, TrafficHub hub, TimeProvider clock)
    : FeedFeature<TrafficRequest, TrafficItem>(Capabilities.Traffic)
{
    protected override async Task<ApiError?> SendAsync(
        TrafficRequest request,
        Func<TrafficItem, Task> send,
        Exchange exchange,
        CancellationToken ended)
    {
        if (request.Name is { } name)
        {
            if (LinkWords.Name(name) is { } malformed) return malformed;
            if (book.Find(name) is null) return book.Unknown(name);
        }
        var (listening, past) = hub.Listen(request.Name, Math.Clamp(request.Past, 0, TrafficHub.Kept));
        using (listening)
        {
            foreach (var item in past) await send(item);
            if (!request.Follow) return null;
            await exchange.BeginAsync();
            await foreach (var item in listening.Items.ReadAllAsync(ended))
            {
                if (listening.TakeMissed() is > 0 and var missed)
                    await send(new TrafficItem("missed", clock.GetUtcNow()) { Missed = missed });
                await send(item);
            }
        }
        return null;
    }
}
