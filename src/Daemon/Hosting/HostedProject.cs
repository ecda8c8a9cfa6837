using System.Collections.Concurrent;
using Berth.Engine.Services;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Supervision.Running;

namespace Berth.Daemon.Hosting;

/// <summary>A project that was up at least once, and who listens to it. What a service is started with is not here: <see cref="StartPlan"/>.</summary>
sealed class HostedProject
{
    readonly ServicePreparation preparation;
    readonly Remembering remembering;
    readonly Lock gate = new();

    public HostedProject(ProjectDefinition project, ServicePreparation preparation, Remembering remembering, Func<HostedProject, ServiceHost> host)
    {
        (this.preparation, this.remembering) = (preparation, remembering);
        Root = project.Root;
        Run = new ProjectRun(project, host(this));
    }

    public ProjectRun Run { get; }
    public MessageHub Hub { get; } = new();

    public string Root { get; }

    /// <summary>The name of the Procfile that it was brought up with, where a person chose one.</summary>
    public string? Procfile { get; set; }

    /// <summary>The numbers of named ports, as they were given last.</summary>
    public ConcurrentDictionary<(string Service, string Port), Port> Ports { get; } = new();

    /// <summary>What the kernel noted of the last start of each service that has ended: it forgets the names of groups that are gone.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<BindRecord>> LastBinds { get; } = new();

    /// <summary>Where what runs of it listens; what is started beside that joins it.</summary>
    public Placement Placement { get; private set; } = Placement.Shared;

    /// <summary>Its own address, once something of it ran there.</summary>
    public InetAddress? Address { get; set; }

    /// <summary>Starts those of the services that do not run, for one caller.</summary>
    /// <param name="wanted">Where they are to listen when nothing of the project runs.</param>
    public (StartContext Context, IReadOnlyList<string> Started) Start(
        ProjectDefinition project, IReadOnlyList<ServiceDefinition> chosen, IReadOnlyDictionary<string, string> environment, uint? user, Placement wanted)
    {
        // Two who ask at once must not place the project in two ways.
        lock (gate)
        {
            if (!Run.IsAlive) (Placement, Address) = (wanted, null);
            var context = new StartContext(project, environment, user, Placement);
            var plan = Plan(context);
            return (context, Run.Start(chosen, _ => plan));
        }
    }

    /// <summary>How services are started for one caller.</summary>
    public StartPlan Plan(StartContext context) => new(this, context, preparation, remembering);

    /// <summary>Something of it was found running there.</summary>
    public void Found(Placement placement, InetAddress? address)
    {
        lock (gate) (Placement, Address) = (placement, address ?? Address);
    }

    /// <summary>The names of the services that start when these are asked for; null with the reason.</summary>
    public static IReadOnlyList<ServiceDefinition>? Chosen(ProjectDefinition project, IReadOnlyList<string> asked, IReadOnlyList<string> profiles, out string? problem)
    {
        problem = null;
        foreach (var name in profiles)
            if (!project.Services.Any(service => service.Profiles.Contains(name)))
            {
                problem = $"no service has the profile {name}";
                return null;
            }
        return StartOrder.Chosen(project, asked, profiles);
    }

    /// <summary>"The file has api, web".</summary>
    public static string Names(ProjectDefinition project) => project.Services.Count == 0 ? "The file has none" : $"The file has {string.Join(", ", project.Services.Select(static service => service.Name))}";
}
