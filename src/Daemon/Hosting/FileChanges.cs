using Berth.Model.Services;

namespace Berth.Daemon.Hosting;

/// <summary>What runs of a project, against what its file says now.</summary>
static class FileChanges
{
    /// <summary>Services that run as the file had them before.</summary>
    public static IReadOnlyList<string> Changed(HostedProject hosted, ProjectDefinition now) => [.. now.Services
        .Where(service => Runs(hosted, service.Name) && hosted.Run.PlanOf(service.Name) is StartPlan plan && !plan.IsAsIn(now, service)).Select(static service => service.Name)];

    /// <summary>Services that run and are in the file no more.</summary>
    public static IReadOnlyList<string> Gone(HostedProject hosted, ProjectDefinition now) => [.. hosted.Run.States()
        .Where(state => state.Pid is not null && !now.Services.Any(service => service.Name == state.Name)).Select(static state => state.Name)];

    /// <summary>For who looks: a sentence for each. A file that cannot be read says nothing.</summary>
    public static IReadOnlyList<string> Notes(HostedProject hosted)
    {
        if (hosted.Run.States().FirstOrDefault(static state => state.Pid is not null) is not { } any || hosted.Run.PlanOf(any.Name) is not StartPlan plan) return [];
        if (ProjectBook.Read(hosted.Root, plan.Context.User, plan.Context.Environment, hosted.Procfile, out _) is not { } now) return [];
        return [.. Changed(hosted, now).Select(static name => $"{name} runs as the file had it before: berth restart {name}"),
            .. Gone(hosted, now).Select(static name => $"{name} runs and is in the file no more: berth down {name}")];
    }

    static bool Runs(HostedProject hosted, string name) => hosted.Run.States().Any(state => state.Name == name && state.Phase is not (ServicePhase.Down or ServicePhase.Completed or ServicePhase.Failed));
}
