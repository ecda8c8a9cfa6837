using System.Text;
using Berth.Daemon.State;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Localhost;
using Berth.Model.Addressing;
using Berth.Model.Services;
using Berth.Places;
using Berth.Projects.Configuration;
using Berth.Supervision.Members;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Hosting;

/// <summary>
/// What a daemon before this one left running: taken over when the process is still the one that was written down, else what is left
/// of the service is ended and taken away. Once, before the first request.
/// </summary>
sealed partial class Adoption(ProjectBook book, ServiceBook services, string state, TimeProvider clock, ILogger log)
{
    const int LongestEnvironment = 4 * 1024 * 1024;

    public async Task RunAsync()
    {
        foreach (var entry in services.All())
        {
            if (ServiceNote.Read(entry) is not { } known) services.Remove(entry.ProjectRoot, entry.Service);
            // Its ports are in another network, where nothing of it could be seen or asked: it is the next daemon's there.
            else if (known.Note.Network != ThisProcess.NetworkNamespace) Elsewhere(log, entry.Service, entry.ProjectRoot, entry.Pid);
            else if (known.Note.IsDone) Done(entry, known.Note);
            else if (known.Note.IsWish) Wished(entry, known.Note);
            else if (!TryAdopt(entry, known.Note, known.Running)) await EndAsync(entry, known.Note, known.Running);
        }
        await SweepAsync();
        ProjectLocalhost.Sweep(state, clock);
    }

    // A daemon that is killed right after it made a group, or could not write down whose it is.
    async Task SweepAsync()
    {
        var known = services.All().Select(static entry => entry.GroupFolder).ToHashSet();
        foreach (var group in new ServiceGroups(state).Left())
        {
            if (known.Contains(group.Folder)) continue;
            var members = ServiceMembers.Of(group, default, "");
            if (!members.IsEmpty) await ServiceEnding.EndAsync(members, StopPolicy.Default, now: false, clock);
            group.Remove();
        }
    }

    // A task that was done stays so, as long as its project is up.
    void Done(ServiceEntry entry, ServiceNote note)
    {
        if (Defined(entry, note) is not ({ } project, { IsTask: true } service)) services.Remove(entry.ProjectRoot, entry.Service);
        else Adopt(project, service, note, ServicePhase.Completed, null);
    }

    // What it is started with was in the memory of the daemon that was killed: whoever asks next has it, and goes on.
    void Wished(ServiceEntry entry, ServiceNote note)
    {
        services.Remove(entry.ProjectRoot, entry.Service);
        if (Defined(entry, note) is ({ } project, { } service))
            Adopt(project, service, note, ServicePhase.Failed, "the daemon was killed before it was started. Start it: berth up");
    }

    void Adopt(ProjectDefinition project, ServiceDefinition service, ServiceNote note, ServicePhase phase, string? reason)
    {
        var hosted = book.Open(project);
        hosted.Procfile = note.Procfile;
        hosted.Run.Adopt(service, Plan(hosted, project, note, []), phase, reason);
    }

    static (ProjectDefinition Project, ServiceDefinition Service)? Defined(ServiceEntry entry, ServiceNote note) =>
        ProjectFile.Load(entry.ProjectRoot, TrustedFolders.Trust(note.User), note.Procfile).Project is { } project && project.Services.FirstOrDefault(one => one.Name == entry.Service) is { } service ? (project, service) : null;

    static StartPlan Plan(HostedProject hosted, ProjectDefinition project, ServiceNote note, Dictionary<string, string> environment) =>
        hosted.Plan(new StartContext(project, environment, note.User, new Placement(note.IsIsolated, AddressOf(note.BindAddress)))) with { Mark = note.Mark };

    bool TryAdopt(ServiceEntry entry, ServiceNote note, RunningService running)
    {
        var process = ServiceProcess.Adopt(running.Process, Members(running));
        if (process is null) return false;
        var project = ProjectFile.Load(entry.ProjectRoot, TrustedFolders.Trust(note.User), note.Procfile).Project ?? new ProjectDefinition(Path.GetFileName(entry.ProjectRoot), entry.ProjectRoot, entry.ProjectRoot);
        // The file may have changed, or be gone: it is looked after all the same, until it is ended.
        var service = project.Services.FirstOrDefault(one => one.Name == entry.Service)
            ?? new ServiceDefinition(entry.Service, new ServiceCommand([entry.Service], null)) { Directory = entry.ProjectRoot, Restart = RestartPolicy.Never };
        var hosted = book.Open(project);
        hosted.Procfile = note.Procfile;
        // What it was given is what its project was given: for when it is started again.
        var plan = Plan(hosted, project, note, EnvironmentOf(running.Process.Pid));
        hosted.Found(plan.Context.Placement, AddressOf(note.Address));
        foreach (var endpoint in running.Endpoints) hosted.Ports[(entry.Service, endpoint.PortName)] = endpoint.Port;
        hosted.Run.Adopt(service, plan, running, process, Release(project, note, running));
        Adopted(log, entry.Service, entry.ProjectRoot, running.Process.Pid);
        return true;
    }

    async Task EndAsync(ServiceEntry entry, ServiceNote note, RunningService running)
    {
        var members = Members(running);
        if (!members.IsEmpty) await ServiceEnding.EndAsync(members, StopPolicy.Default, now: false, clock);
        Release(new ProjectDefinition("", entry.ProjectRoot, ""), note, running)?.Invoke();
        // Its folder may have been swept away with the runtime folder.
        if (File.Exists(running.PipePath)) File.Delete(running.PipePath);
        services.Remove(entry.ProjectRoot, entry.Service);
        // Its environment was in its memory and that of the daemon alone: it cannot be started again as it was.
        if (Defined(entry, note) is ({ } project, { } service))
            Adopt(project, service, note, ServicePhase.Failed, "it ended while no daemon ran, and how is not known. Start it again: berth up");
        Ended(log, entry.Service, entry.ProjectRoot);
    }

    static ServiceMembers Members(RunningService running) =>
        ServiceMembers.Of(running.GroupFolder is { } folder && Directory.Exists(folder) ? new OwnGroup(folder) : null, running.Process, running.RunId);

    Action? Release(ProjectDefinition project, ServiceNote note, RunningService running)
    {
        if (running.GroupFolder is not { } folder) return null;
        if (!note.IsIsolated) return () => new OwnGroup(folder).Remove();
        var unit = ProjectLocalhost.Adopt(state, folder, ServicePreparation.Request(project, running.Service), clock).Unit;
        return unit is null ? () => new OwnGroup(folder).Remove() : () => unit.End(StopPolicy.Default);
    }

    static InetAddress? AddressOf(string? text) => text is not null && InetAddress.TryParse(text, out var address) ? address : null;

    static Dictionary<string, string> EnvironmentOf(int pid)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenRead($"/proc/{pid}/environ");
            var bytes = new byte[LongestEnvironment];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            foreach (var entry in Encoding.UTF8.GetString(bytes, 0, length).Split('\0'))
                if (entry.IndexOf('=') is > 0 and var equals) variables[entry[..equals]] = entry[(equals + 1)..];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is started again with what its files say alone.
        }
        return variables;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took over {Service} of {Root}: pid {Pid}")]
    static partial void Adopted(ILogger log, string service, string root, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} of {Root} runs in another network namespace (pid {Pid}) and is left alone")]
    static partial void Elsewhere(ILogger log, string service, string root, int pid);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ended what was left of {Service} of {Root}")]
    static partial void Ended(ILogger log, string service, string root);
}
