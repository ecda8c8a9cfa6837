using Berth.Api.Messages;
using Berth.Daemon.Http;
using Berth.Daemon.Links;
using Berth.Daemon.Traffic;

namespace Berth.Daemon.Features;

/// <summary>All that goes over a link, as long as the caller stays connected. The caller writes the file, with its own rights.</summary>
sealed class RecordFeature(LinkBook book, TimeProvider clock) : FeedFeature<LinkRequest, RecordItem>(Capabilities.LinkRecord)
{
    const string TooMuch = "more went over the link than could be written: the recording ends here, and is whole up to here";

    protected override async Task<ApiError?> SendAsync(
        LinkRequest request,
        Func<RecordItem, Task> send,
        Exchange exchange,
        CancellationToken ended)
    {
        if (LinkWords.Name(request.Name) is { } malformed) return malformed;
        if (book.Find(request.Name) is not { } held) return book.Unknown(request.Name);
        if (held is not { Link: { } link, Opened: { } opened })
        {
            var why = $"{request.Name} takes no connections: {held.Problem?.Message}";
            return new ApiError(ErrorCode.Refused, why, $"berth link on {request.Name}");
        }
        var recorder = new LinkRecorder(link, opened, clock.GetUtcNow());
        using var watching = link.Observe(recorder);
        await exchange.BeginAsync();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(ended, held.Gone);
        try
        {
            while (await recorder.Items.WaitToReadAsync(until.Token)) await SendAsync(recorder, send);
            return new ApiError(ErrorCode.Unavailable, TooMuch);
        }
        catch (OperationCanceledException) when (held.Gone.IsCancellationRequested)
        {
            await SendAsync(recorder, send);
            return new ApiError(ErrorCode.NotFound, $"{request.Name} was removed: the recording ends here, and is whole");
        }
    }

    static async Task SendAsync(LinkRecorder recorder, Func<RecordItem, Task> send)
    {
        while (recorder.Items.TryRead(out var item))
        {
            recorder.Taken(item);
            await send(item);
        }
    }
}
