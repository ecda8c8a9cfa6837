using Berth.Api.Messages;
using Berth.Daemon.Hosting;
using Berth.Daemon.Http;
using Berth.Engine.Services;
using Berth.Model.Services;

namespace Berth.Daemon.Features;

/// <summary>Ends services and starts them again, with what the project's file says now.</summary>
sealed class RestartFeature(ProjectBook book) : FeedFeature<RestartRequest, ProjectEvent>(Capabilities.RestartServices)
{
    protected override async Task<ApiError?> SendAsync(
        RestartRequest request, Func<ProjectEvent, Task> send, Exchange exchange, CancellationToken ended)
    {
        if (Malformed(request) is { } malformed) return malformed;
        if (ServiceUser.Refusal(request.User, exchange) is { } refusal) return refusal;
        if (book.Known(request.Root) is not { } hosted) return NothingRuns(request);
        if (book.Open(request.Root, request.User, request.Environment, hosted.Procfile, out var problems) is null)
        {
            await send(new ProjectEvent { Outcome = new ProjectOutcome([.. problems.Select(static problem => new ServiceProblem(null, problem))], []) });
            return null;
        }
        var project = hosted.Run.Project;
        var names = request.Services.Count > 0 ? request.Services : Running(hosted);
        if (names.Count == 0) return NothingRuns(request);
        foreach (var name in names)
        {
            if (!project.Services.Any(service => service.Name == name))
                return new ApiError(ErrorCode.NotFound, $"there is no service {name} in {project.File}", "berth ps");
        }
        using var listening = hosted.Hub.Listen();
        // What they need may not run, or be known only to a daemon that is gone (a task that was done): it starts too.
        var chosen = StartOrder.Chosen(project, names, []);
        // Each as whoever asked for it wanted it; what was not asked for yet, as this caller does.
        var own = hosted.Plan(new StartContext(project, request.Environment, ServiceUser.Other(request.User), hosted.Placement));
        var plans = chosen.ToDictionary(
            static service => service.Name,
            service => hosted.Run.PlanOf(service.Name) is StartPlan { Context.Environment.Count: > 0 } before ? before.With(project) : own);
        var again = AgainAsync(hosted, names, chosen, plans, listening, ended);
        await new FeedOf(listening, [.. chosen.Select(static service => service.Name)]).SendAsync(send, ended);
        var outcome = (await again).Select(static problem => new ServiceProblem(problem.Service, problem.Reason));
        await send(new ProjectEvent { Outcome = new ProjectOutcome([.. outcome], names) });
        return null;
    }

    static ApiError? Malformed(RestartRequest request) =>
        RequestCheck.Root(request.Root)
        ?? RequestCheck.Texts("services", request.Services)
        ?? RequestCheck.Texts("environment", request.Environment.Values);

    static ApiError NothingRuns(RestartRequest request) => new(ErrorCode.NotFound, $"nothing of {request.Root} runs", "berth up");

    static IReadOnlyList<string> Running(HostedProject hosted) =>
        [.. hosted.Run.States().Where(static state => state.Pid is not null && !state.IsTask).Select(static state => state.Name)];

    static async Task<IReadOnlyList<(string Service, string Reason)>> AgainAsync(
        HostedProject hosted,
        IReadOnlyList<string> names,
        IReadOnlyList<ServiceDefinition> chosen,
        Dictionary<string, StartPlan> plans,
        MessageHub.Listening listening,
        CancellationToken cancel)
    {
        try
        {
            await hosted.Run.StopAsync([.. names], now: false, again: true);
            hosted.Run.Forget(names);
            hosted.Run.Start(chosen, name => plans[name]);
            return await hosted.Run.ReadyAsync(names, cancel);
        }
        finally
        {
            listening.Complete();
        }
    }
}
