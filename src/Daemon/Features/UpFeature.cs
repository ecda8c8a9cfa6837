using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;
using Berth.Daemon.Life;
using Berth.Localhost;
using Berth.Localhost.Hooks;
using Berth.Probes.Rights;
using Berth.Projects.Configuration;

namespace Berth.Daemon.Features;

/// <summary>Starts services, and tells what becomes of them.</summary>
sealed class UpFeature(ProjectBook book, DaemonLife life) : FeedFeature<UpRequest, ProjectEvent>(Capabilities.Up)
{
    protected override async Task<ApiError?> SendAsync(UpRequest request, Func<ProjectEvent, Task> send, Exchange exchange, CancellationToken ended)
    {
        if ((RequestCheck.Root(request.Root) ?? RequestCheck.Texts("services", request.Services) ?? RequestCheck.Texts("profiles", request.Profiles)
            ?? RequestCheck.Texts("environment", request.Environment.Values)) is { } malformed) return malformed;
        if (request.Procfile is { } named && (named.Contains('/') || named.Contains('\0') || named is "" or "." or ".."))
            return new ApiError(ErrorCode.BadRequest, "procfile is the name of a file in root");
        if (ServiceUser.Refusal(request.User, exchange) is { } refusal) return refusal;
        if (book.Open(request.Root, request.User, request.Environment, request.Procfile, out var problems) is not { } hosted) return await RefuseAsync(problems, send);
        var project = hosted.Run.Project;
        foreach (var name in request.Services)
            if (!project.Services.Any(service => service.Name == name)) return new ApiError(ErrorCode.NotFound, $"there is no service {name}. {HostedProject.Names(project)}");
        if (HostedProject.Chosen(project, request.Services, request.Profiles, out var wrong) is not { } chosen) return await RefuseAsync([wrong!], send);
        if (chosen.Count == 0) return await RefuseAsync([$"{project.File} has no services to start"], send);

        if (SourceNote(hosted.Root, Path.GetFileName(project.File)) is { } source) await send(new ProjectEvent { Note = source });
        using var listening = hosted.Hub.Listen();
        var isolate = request.Isolate ?? project.Localhost.Isolate;
        if (hosted.Run.IsAlive && request.Isolate is { } wish && wish != hosted.Placement.IsIsolated)
            return await RefuseAsync([$"some of it runs {(hosted.Placement.IsIsolated ? "in" : "without")} a localhost of its own. End it first: berth down"], send);

        var changed = FileChanges.Changed(hosted, project).Intersect(chosen.Select(static service => service.Name)).ToArray();
        foreach (var name in changed) await send(new ProjectEvent { Note = $"{name} is started again: the file says something else of it now" });
        foreach (var name in FileChanges.Gone(hosted, project)) await send(new ProjectEvent { Note = $"{name} runs and is in the file no more: berth down {name}" });
        if (changed.Length > 0)
        {
            await hosted.Run.StopAsync(changed, now: false, again: true);
            hosted.Run.Forget(changed);
        }

        var names = chosen.Select(static service => service.Name).ToArray();
        var (context, started) = hosted.Start(project, chosen, request.Environment, ServiceUser.Other(request.User), Wanted(isolate, hosted.Root));
        if (isolate && !context.Placement.IsIsolated)
            await send(new ProjectEvent { Note = $"no localhost of its own, which takes root's rights ({AsRoot.With("up")}): services that bind where they are told are at {context.Placement.BindAddress?.ToString() ?? "127.0.0.1"}, the others have leased ports on 127.0.0.1" });
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
            await hosted.Run.StopAsync(request.Resume ? names : started, now: false);
        }
        return null;
    }

    // Which file it is, where a person may think of another one; null where there is no doubt.
    static string? SourceNote(string root, string file) => file is BerthFile.Name or "Procfile" ? null
        : ProjectFile.Procfiles.Contains(file) && ProjectFile.LeftOut(root, file) is { } other ? $"{other} is left out: {file} is the one for development"
        : $"{file} says what runs";

    Placement Wanted(bool isolate, string root) =>
        !isolate ? Placement.Shared : OwnLocalhost.IsAllowed() ? new Placement(true, null) : new Placement(false, ProjectLocalhost.AddressOf(book.State, root, out _));

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
