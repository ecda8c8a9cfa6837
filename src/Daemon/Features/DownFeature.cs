using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;
using Berth.Model.Services;

namespace Berth.Daemon.Features;

/// <summary>Ends services, and tells how.</summary>
sealed class DownFeature(ProjectBook book) : FeedFeature<DownRequest, ProjectEvent>(Capabilities.Down)
{
    protected override async Task<ApiError?> SendAsync(DownRequest request, Func<ProjectEvent, Task> send, Exchange exchange, CancellationToken ended)
    {
        if ((request.Root is null ? null : RequestCheck.Root(request.Root)) is { } wrong) return wrong;
        if (RequestCheck.Texts("services", request.Services) is { } malformed) return malformed;
        var meant = request.Root is null ? book.All : book.Known(request.Root) is { } known ? [known] : [];
        foreach (var hosted in meant)
        {
            var states = hosted.Run.States();
            foreach (var name in request.Services)
                if (!states.Any(state => state.Name == name)) return new ApiError(ErrorCode.NotFound, $"there is no service {name} in {hosted.Root}", "berth ps");
            using var listening = hosted.Hub.Listen();
            var names = request.Services.Count > 0 ? request.Services : [.. states.Select(static state => state.Name)];
            var before = states.Where(static state => state.Pid is not null).Select(static state => state.Name).ToHashSet();
            var stopping = StopAsync(hosted, request, listening);
            await new FeedOf(listening, names).SendAsync(send, ended);
            await stopping;
            var left = hosted.Run.States().Where(state => names.Contains(state.Name) && (state.Pid is not null || (state.Phase == ServicePhase.Failed && before.Contains(state.Name)))).ToArray();
            await send(new ProjectEvent { Outcome = new ProjectOutcome([.. left.Select(static state => new ServiceProblem(state.Name, state.Pid is null ? state.Reason ?? "it could not be ended" : $"it still runs: pid {state.Pid}"))], names) });
        }
        if (meant.Count == 0) await send(new ProjectEvent { Outcome = new ProjectOutcome([], []) });
        return null;
    }

    static async Task StopAsync(HostedProject hosted, DownRequest request, MessageHub.Listening listening)
    {
        try
        {
            await hosted.Run.StopAsync(request.Services.Count > 0 ? request.Services : null, request.Now);
        }
        finally
        {
            listening.Complete();
        }
    }
}
