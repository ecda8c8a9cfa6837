using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;

namespace Berth.Daemon.Features;

/// <summary>What services wrote and write, and, when asked for, what becomes of them.</summary>
sealed class WatchFeature(ProjectBook book) : FeedFeature<WatchRequest, ProjectEvent>(Capabilities.Watch)
{
    const int MostLines = 100_000;

    protected override async Task<ApiError?> SendAsync(WatchRequest request, Func<ProjectEvent, Task> send, Exchange exchange, CancellationToken ended)
    {
        if ((RequestCheck.Root(request.Root) ?? RequestCheck.Texts("services", request.Services)) is { } malformed) return malformed;
        if ((book.Known(request.Root) ?? book.Open(request.Root, exchange.Caller.Named(request.User), new Dictionary<string, string>(), null, out _)) is not { } hosted) return new ApiError(ErrorCode.NotFound, $"{request.Root} has no services", "berth init");
        var states = hosted.Run.States();
        foreach (var name in request.Services)
            if (!states.Any(state => state.Name == name)) return new ApiError(ErrorCode.NotFound, $"there is no service {name} in {hosted.Run.Project.File}", "berth ps");

        // Listened to before the past is read, so that nothing falls between the two.
        using var listening = hosted.Hub.Listen();
        var names = request.Services.Count > 0 ? request.Services : [.. states.Select(static state => state.Name)];
        if (request.States)
            foreach (var state in states)
                if (names.Contains(state.Name)) await send(new ProjectEvent { State = StatusWords.Of(state) });
        var past = names.SelectMany(name => hosted.Run.Last(name, Math.Clamp(request.Tail, 0, MostLines))).OrderBy(static line => line.At).ToArray();
        foreach (var line in past) await send(new ProjectEvent { Line = StatusWords.Of(line) });
        if (!request.Follow) return null;
        await new FeedOf(listening, names) { States = request.States }.SendAsync(send, ended);
        return null;
    }
}
