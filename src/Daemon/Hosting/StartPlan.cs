using Berth.Model.Services;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;

namespace Berth.Daemon.Hosting;

/// <summary>Starts services of a project for one caller.</summary>
sealed record StartPlan(HostedProject Hosted, StartContext Context, ServicePreparation Preparation, Remembering Remembering) : IStartPlan
{
    public Task<StartAnswer> PrepareAsync(ServiceDefinition service) => Task.Run(() => Preparation.Prepare(Hosted, Context, service));

    public void Wish(string service) => Remembering(Hosted.Root, service, ServiceNote.Wished(Hosted, Context, service));

    public void Remember(string service, RunningService? running) => Remembering(Hosted.Root, service, running is null ? null : ServiceNote.Entry(Hosted, Context, running));

    /// <summary>The mark of an adopted service, from before; null: that of the project here.</summary>
    public string? Mark { get; init; }

    /// <summary>Whether a project's file has the service as it is here.</summary>
    public bool IsAsIn(ProjectDefinition project, ServiceDefinition service) =>
        (Mark ?? (Context.Project.Services.FirstOrDefault(one => one.Name == service.Name) is { } own ? ServiceMark.Of(Context.Project, own) : null)) == ServiceMark.Of(project, service);

    /// <summary>For the same caller, with what the file says now.</summary>
    public StartPlan With(ProjectDefinition project) => this with { Context = Context with { Project = project }, Mark = null };
}

/// <summary>Writes down a service that runs; null: it runs no more.</summary>
delegate void Remembering(string root, string service, State.ServiceEntry? entry);
