using System.IO.Hashing;
using System.Text;
using Berth.Engine.Services;
using Berth.Linux.Native;
using Berth.Model.Services;
using Berth.Places;
using Berth.Projects.Configuration;
using Berth.Supervision.Running;
using Berth.Supervision.Starting;

namespace Berth.Daemon.Hosting;

/// <summary>The projects that the daemon hosts. Thread-safe.</summary>
sealed class ProjectBook(string state, string runtime, ServicePreparation preparation, Remembering remember, OwnListeners listeners, LocalhostNews news, TimeProvider clock) : IDisposable
{
    readonly Lock gate = new();
    readonly Dictionary<string, HostedProject> projects = new(StringComparer.Ordinal);
    readonly PipeWatch pipes = new();

    public IReadOnlyList<HostedProject> All
    {
        get
        {
            lock (gate) return [.. projects.Values];
        }
    }

    public LocalhostNews News => news;

    /// <summary>The folder of what outlives the daemon.</summary>
    public string State => state;

    /// <summary>Null when it was never up.</summary>
    public HostedProject? Known(string root)
    {
        lock (gate) return projects.GetValueOrDefault(root);
    }

    /// <summary>The project of a folder, its file read now; null with all that is wrong.</summary>
    /// <param name="user">Whose files are obeyed beside our own and root's, and with whose right environment files are read; null: nobody's.</param>
    /// <param name="environment">Of the caller.</param>
    /// <param name="procfile">The one that was chosen; null: none was.</param>
    public HostedProject? Open(string root, uint? user, IReadOnlyDictionary<string, string> environment, string? procfile, out IReadOnlyList<string> problems)
    {
        if (Read(root, user, environment, procfile, out problems) is not { } project) return null;
        var hosted = Open(project);
        hosted.Procfile = procfile;
        return hosted;
    }

    /// <summary>The same as it is in the file; nothing of it is kept.</summary>
    public static ProjectDefinition? Read(string root, uint? user, IReadOnlyDictionary<string, string> environment, string? procfile, out IReadOnlyList<string> problems)
    {
        var file = ProjectFile.Load(root, TrustedFolders.Trust(user), procfile);
        problems = [.. file.Problems.Select(static problem => problem.ToString())];
        if (file.Project is not { } project)
        {
            if (problems.Count == 0) problems = [procfile is null ? $"{root} has neither a berth.yaml with services nor a Procfile. Make one: berth init" : $"{Path.Combine(root, procfile)} is not there"];
            return null;
        }
        var files = FileUser.Run(user, () => project.Services.SelectMany(service => EnvironmentTexts.Read(project, service, TrustedFolders.Trust(user), [])).DistinctBy(static one => one.Key).ToDictionary());
        return WrittenPorts.Apply(project, files, environment);
    }

    public HostedProject Open(ProjectDefinition project)
    {
        lock (gate)
        {
            if (projects.TryGetValue(project.Root, out var known))
            {
                known.Run.Replace(project);
                return known;
            }
            return projects[project.Root] = new HostedProject(project, preparation, remember, Host);
        }
    }

    /// <summary>"2 services of shop run (/code/shop)", for who asks why the daemon does not end.</summary>
    public IReadOnlyList<string> Keeps()
    {
        var reasons = new List<string>();
        foreach (var hosted in All)
        {
            var count = hosted.Run.States().Count(static service => service.Phase.IsRunning() || service.Phase is ServicePhase.Waiting or ServicePhase.Restarting);
            if (count > 0) reasons.Add($"{count} {(count == 1 ? "service" : "services")} of {hosted.Run.Project.Name} ({hosted.Root})");
        }
        return reasons;
    }

    /// <summary>A name for the folders of a project: readable, and its own.</summary>
    public static string FolderName(string root) =>
        $"{Path.GetFileName(root)}-{Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(root)).AsSpan(0, 4))}";

    ServiceHost Host(HostedProject hosted)
    {
        var folder = FolderName(hosted.Root);
        return new ServiceHost(hosted.Hub.Tell, EntryProgram.Itself, listeners, pipes,
            Path.Combine(runtime, "out", folder), Path.Combine(state, "logs", folder), clock)
        {
            // Beside our own folder, which is shut to all others.
            OpenFolder = $"{runtime}-notify",
        };
    }

    public void Dispose() => pipes.Dispose();
}
