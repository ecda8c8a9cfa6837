using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Api.Places;
using Berth.Api;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Projects;

namespace Berth.Cli.Commands.Services;

/// <summary>What the commands about services have in common: whose project, which daemon, how it is refused.</summary>
[SupportedOSPlatform("linux")]
sealed class ProjectCall(Surroundings around, string command)
{
    public DaemonPlace? Place { get; } = DaemonPlace.OfThisUser;

    /// <summary>The folder of the project that the person is in; null when it was said that there is none.</summary>
    public string? Root()
    {
        if (RootByFiles is { } root) return root;
        around.Say($"berth {command}: {NoRoot}");
        return null;
    }

    /// <summary>The same for what was started already: where the files are gone, or the whole folder, the daemon still knows.</summary>
    public string? RunningRoot()
    {
        if (RootByFiles is { } root) return root;
        var known = Known();
        if (Folder is { } folder && known.Around(folder) is { } project) return project.Root;
        var others = known.Running.Select(static one => one.Name).ToArray();
        around.Say($"berth {command}: {NoRoot}{(others.Length == 0 || command != "down" ? "" : $". What runs is: {Escape.ForTerminal(string.Join(", ", others))}. End it by its name: berth down {Escape.ForTerminal(others[0])}")}");
        return null;
    }

    /// <summary>What the daemon knows of projects; nothing where none ever ran.</summary>
    public KnownProjects Known()
    {
        if (Place is not { } place || !File.Exists(place.Database) || Client(start: true) is not { } client) return new KnownProjects([]);
        return new KnownProjects(client.Ask(Capabilities.Status, new StatusRequest()) is { IsThere: true, Value: var answer } ? answer.Projects : []);
    }

    /// <summary>Where the person is, also when that folder is gone.</summary>
    public string? Folder => around.Directory ?? GoneFolder();

    string? RootByFiles => around.Directory is { } folder ? ProjectRoot.Of(folder) : null;

    string NoRoot => Folder is { } folder && folder.Contains('\ufffd')
        ? "the name of this folder is not UTF-8, so its files cannot be found. Rename it"
        : "there is no berth.yaml and no Procfile here or above. Make one: berth init";

    // "/code/shop (deleted)" (proc_pid_cwd(5))
    static string? GoneFolder()
    {
        const string mark = " (deleted)";
        try
        {
            return File.ResolveLinkTarget("/proc/self/cwd", returnFinalTarget: false)?.FullName is { } path && path.EndsWith(mark, StringComparison.Ordinal) ? path[..^mark.Length] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Null, said already, when there is no home for it.</summary>
    public DaemonClient? Client(bool start)
    {
        if (Place is { } place) return start ? DaemonAccess.OnDemand(place) : DaemonAccess.Running(place);
        around.Say($"berth {command}: there is no home to keep its state in. Set HOME, or XDG_STATE_HOME and XDG_RUNTIME_DIR.");
        return null;
    }

    public int Refuse(ApiError error)
    {
        around.Say($"berth {command}: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }

    /// <summary>Says what went wrong with each service. The exit code.</summary>
    /// <param name="told">What was said when it came about.</param>
    public int Conclude(ProjectOutcome outcome, ToldReasons told)
    {
        foreach (var problem in outcome.Problems.Where(problem => !told.Has(problem)))
            around.Say(problem.Service is { } service
                ? $"berth {command}: {Escape.ForTerminal(service)}: {Sentence.End(problem.Reason)}"
                : $"berth {command}: {Sentence.End(problem.Reason)}");
        return outcome.Problems.Count == 0 ? ExitCode.Done : outcome.Problems[0].Service is null ? ExitCode.BadUsage : ExitCode.Failed;
    }
}
