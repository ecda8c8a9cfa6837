using System.Collections.Concurrent;
using Berth.Engine.Services;
using Berth.Model;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;

namespace Berth.Daemon.Hosting;

/// <summary>A project that was up at least once: what it is started with, and who listens to it.</summary>
sealed class HostedProject
{
    readonly ServicePreparation preparation;

    public HostedProject(ProjectDefinition project, ServicePreparation preparation, Func<HostedProject, ServiceHost> host)
    {
        this.preparation = preparation;
        Root = project.Root;
        Run = new ProjectRun(project, host(this));
    }

    public ProjectRun Run { get; }
    public MessageHub Hub { get; } = new();

    public string Root { get; }

    /// <summary>What the services are given, below what the project says: of who asked last. Never written down.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>The numbers of named ports, as they were given last.</summary>
    public ConcurrentDictionary<(string Service, string Port), Port> Ports { get; } = new();

    /// <summary>What the kernel noted of the last start of each service that has ended: it forgets the names of groups that are gone.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<BindRecord>> LastBinds { get; } = new();

    /// <summary>Null: the daemon's own.</summary>
    public uint? User { get; set; }

    /// <summary>Whether it has a localhost of its own now; decided when it comes up.</summary>
    public bool IsIsolated { get; set; }

    /// <summary>
    /// The address for services that bind where they are told, when a localhost of its own is wanted and the rights for it are missing; else null.
    /// </summary>
    public InetAddress? BindAddress { get; set; }

    /// <summary>Its own address, once something of it ran there.</summary>
    public InetAddress? Address { get; set; }

    public Task<StartAnswer> PrepareAsync(ServiceDefinition service) => Task.Run(() => preparation.Prepare(this, service));

    /// <summary>The names of the services that start when these are asked for; null with the reason.</summary>
    public static IReadOnlyList<ServiceDefinition>? Chosen(ProjectDefinition project, IReadOnlyList<string> asked, IReadOnlyList<string> profiles, out string? problem)
    {
        problem = null;
        foreach (var name in asked)
            if (!project.Services.Any(service => service.Name == name))
            {
                problem = $"there is no service {name}. {Known(project)}";
                return null;
            }
        foreach (var name in profiles)
            if (!project.Services.Any(service => service.Profiles.Contains(name)))
            {
                problem = $"no service has the profile {name}";
                return null;
            }
        return StartOrder.Chosen(project, asked, profiles);
    }

    static string Known(ProjectDefinition project) => project.Services.Count == 0 ? "The file has none" : $"The file has {string.Join(", ", project.Services.Select(static service => service.Name))}";
}
