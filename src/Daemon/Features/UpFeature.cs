using Berth.Actions.Isolation;
using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;
using Berth.Daemon.Life;
using Berth.Linux.Bpf.Localhost;
using Berth.Linux.Native;

namespace Berth.Daemon.Features;

/// <summary>Starts services, and tells what becomes of them.</summary>
sealed class UpFeature(ProjectBook book, DaemonLife life) : FeedFeature<UpRequest, ProjectEvent>(Capabilities.Up)
{
    protected override async Task<ApiError?> SendAsync(UpRequest request, Func<ProjectEvent, Task> send, Exchange exchange, CancellationToken ended)
    {
        if (request.User is { } user && user != exchange.Caller.UserId && exchange.Caller.UserId != 0)
            return new ApiError(ErrorCode.NoRight, $"services of user {user} are that user's to start");
        if (book.Open(request.Root, out var problems) is not { } hosted) return await RefuseAsync(problems, send);
        if (HostedProject.Chosen(hosted.Run.Project, request.Services, request.Profiles, out var wrong) is not { } chosen) return await RefuseAsync([wrong!], send);
        if (chosen.Count == 0) return await RefuseAsync([$"{hosted.Run.Project.File} has no services to start"], send);

        using var listening = hosted.Hub.Listen();
        if (!hosted.Run.IsAlive) Decide(hosted, request, book.State);
        else if (request.Isolate is { } wish && wish != hosted.IsIsolated) return await RefuseAsync([$"some of it runs {(hosted.IsIsolated ? "in" : "without")} a localhost of its own. End it first: berth down"], send);
        hosted.Environment = request.Environment;
        // The daemon's own user needs no change, and has not the right to one.
        hosted.User = request.User == CurrentUser.EffectiveId ? null : request.User;
        if (hosted.IsIsolated != (request.Isolate ?? hosted.Run.Project.Localhost.Isolate))
            await send(new ProjectEvent { Note = $"no localhost of its own, which takes root's rights (sudo berth up): services that bind where they are told are at {hosted.BindAddress?.ToString() ?? "127.0.0.1"}, the others have leased ports on 127.0.0.1" });

        var names = chosen.Select(static service => service.Name).ToArray();
        var started = hosted.Run.Start(chosen);
        foreach (var state in hosted.Run.States())
            if (names.Contains(state.Name) && !started.Contains(state.Name)) await send(new ProjectEvent { State = StatusWords.Of(state) });
        var ready = ReadyAsync(hosted, names, request.Detach, listening, ended);
        try
        {
            await new FeedOf(listening, names).SendAsync(send, ended);
            if (request.Detach)
                foreach (var sentence in book.News.Of(hosted)) await send(new ProjectEvent { Note = sentence });
            await send(new ProjectEvent { Outcome = new ProjectOutcome([.. (await ready).Select(static problem => new ServiceProblem(problem.Service, problem.Reason))], names) });
        }
        catch (OperationCanceledException) when (exchange.Ended.IsCancellationRequested && !request.Detach && !life.Ending.IsCancellationRequested)
        {
            // Whoever holds them in the foreground is gone, and they go with it.
            await hosted.Run.StopAsync(started, now: false);
        }
        return null;
    }

    static void Decide(HostedProject hosted, UpRequest request, string state)
    {
        var wanted = request.Isolate ?? hosted.Run.Project.Localhost.Isolate;
        hosted.IsIsolated = wanted && OwnLocalhost.IsAllowed();
        hosted.Address = null;
        hosted.BindAddress = wanted && !hosted.IsIsolated ? ProjectLocalhost.AddressOf(state, hosted.Root, out _) : null;
    }

    // With -d the feed ends when all are ready; else when all have ended, be it after `down`.
    static async Task<IReadOnlyList<(string Service, string Reason)>> ReadyAsync(HostedProject hosted, string[] names, bool detach, MessageHub.Listening listening, CancellationToken cancel)
    {
        try
        {
            var problems = await hosted.Run.ReadyAsync(names, cancel);
            if (!detach) await hosted.Run.EndedAsync(names, cancel);
            return problems;
        }
        finally
        {
            listening.Complete();
        }
    }

    static async Task<ApiError?> RefuseAsync(IReadOnlyList<string> problems, Func<ProjectEvent, Task> send)
    {
        await send(new ProjectEvent { Outcome = new ProjectOutcome([.. problems.Select(static problem => new ServiceProblem(null, problem))], []) });
        return null;
    }
}
