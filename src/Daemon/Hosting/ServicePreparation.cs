using Berth.Engine.Services;
using Berth.Linux.Native;
using Berth.Localhost;
using Berth.Model.Services;
using Berth.Places;
using Berth.Projects.Configuration;
using Berth.Projects.Repository;
using Berth.Supervision.Starting;

namespace Berth.Daemon.Hosting;

/// <summary>Fills a service in for one start: ports, environment, command, control group.</summary>
sealed class ServicePreparation(string state, ServicePorts ports, LocalhostNews news, TimeProvider clock)
{
    readonly ServiceGroups groups = new(state);

    public StartAnswer Prepare(HostedProject hosted, StartContext context, ServiceDefinition service)
    {
        var project = context.Project;
        if (!project.Services.Any(one => one.Name == service.Name)) return Refuse($"{project.File} has no service {service.Name} any more");
        var notes = new List<string>();
        LocalhostUnit? unit = null;
        if (context.Placement.IsIsolated)
        {
            if (news.Blocked(project, service) is { } blocked) return Refuse(blocked);
            var entry = Enter(project, service);
            if (entry.Unit is null) return Refuse($"no localhost of its own: {entry.Refusal}");
            unit = entry.Unit;
            hosted.Address = unit.Address;
            if (unit.NotPinned is { } why) notes.Add($"its localhost ends with the daemon, however that ends, since its programs cannot be pinned: {why}");
        }
        var answer = Fill(hosted, context, service, unit, notes);
        if (answer.Start is null) unit?.End(service.Stop);
        return answer;
    }

    LocalhostEntry Enter(ProjectDefinition project, ServiceDefinition service) => ProjectLocalhost.Enter(state, Request(project, service.Name), clock);

    /// <summary>How a service is treated in its project's own localhost.</summary>
    public static LocalhostRequest Request(ProjectDefinition project, string service) => new(project.Root, service, UnitKind.Service)
    {
        Declared = [.. project.Services.SelectMany(static one => one.Ports).Where(static port => port.Number is not null).Select(static port => port.Number!.Value)],
        Wildcard = project.Localhost.Wildcard,
        Exposed = project.Localhost.Exposed,
    };

    StartAnswer Fill(HostedProject hosted, StartContext context, ServiceDefinition service, LocalhostUnit? unit, List<string> notes)
    {
        if (ports.Of(hosted, context.Project, context.Placement, service.Name, unit?.Address, notes, out var problem) is not { } endpoints) return Refuse(problem!);
        var unread = new List<string>();
        var files = FileUser.Run(context.User, () => EnvironmentTexts.Read(context.Project, service, TrustedFolders.Trust(context.User), unread));
        if (unread.Count > 0) return Refuse(string.Join("; ", unread));
        var (launch, problems) = ServiceLaunches.Resolve(context.Project, service.Name, endpoints, context.Environment, files, PackageScripts.Find);
        if (launch is null) return Refuse(string.Join("; ", problems));
        notes.AddRange(WrittenPorts.Replaced(context.Project, service, files, launch.Environment));
        var group = unit?.Group ?? groups.Make(service.Name);
        return new StartAnswer(new ServiceStart(launch)
        {
            Group = group,
            User = context.User,
            Notes = notes,
            Release = unit is null ? group is null ? null : () => group.Remove() : () =>
            {
                hosted.LastBinds[service.Name] = unit.Records();
                unit.End(service.Stop);
            },
        }, null);
    }

    static StartAnswer Refuse(string reason) => new(null, reason);
}
