using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Places;
using Berth.Projects;

namespace Berth.Cli.Commands.Services;

/// <summary>What the commands about services have in common: whose project, which daemon, how it is refused.</summary>
[SupportedOSPlatform("linux")]
sealed class ProjectCall(CommandContext context, string command)
{
    static DaemonPlace? Place => DaemonPlace.OfThisUser;

    /// <summary>The folder of the project that the person is in; null when it was said that there is none.</summary>
    public string? Root()
    {
        if (RootByFiles is { } root) return root;
        context.Say($"berth {command}: {NoRoot}. {Make}");
        return null;
    }

    /// <summary>The same for what was started already: where the files are gone, or the whole folder, the daemon still knows.</summary>
    public string? RunningRoot()
    {
        if (RootByFiles is { } root) return root;
        var known = Known();
        if (Folder is { } folder && known.Around(folder) is { } project) return project.Root;
        string[] others = [.. known.Running.Select(static one => Escape.ForTerminal(one.Name))];
        var remedy = others.Length == 0 ? Make : $"What runs is: {string.Join(", ", others)}. Name it: berth {command} {others[0]}";
        context.Say($"berth {command}: {NoRoot}. {remedy}");
        return null;
    }

    /// <summary>
    /// Whose project, and which services of it. One word may be a project, by the name or the path that `ps` shows; in a project, its own
    /// services come first. A root of null was said.
    /// </summary>
    public (string? Root, IReadOnlyList<string> Services) Meant(IReadOnlyList<string> words)
    {
        if (words is not [var word]) return (RunningRoot(), words);
        var known = Known();
        var here = Folder is { } folder ? ProjectRoot.Of(folder) ?? known.Around(folder)?.Root : null;
        var ours = known.Running.FirstOrDefault(project => project.Root == here);
        if (ours?.Services.Any(service => service.Name == word) == true) return (here, words);
        switch (known.Named(word, Folder))
        {
            case [var one]:
                return (one.Root, []);
            case []:
                return (here ?? RunningRoot(), words);
            case var several:
                context.Say($"berth {command}: several projects are called {Escape.ForTerminal(word)}. "
                    + $"Name its folder: berth {command} {Escape.ForTerminal(several[0].Root)}");
                return (null, words);
        }
    }

    /// <summary>What the daemon knows of projects; nothing where none ever ran.</summary>
    public KnownProjects Known()
    {
        if (!EverRan || Client() is not { } client) return new KnownProjects([]);
        return new KnownProjects(client.Ask(Capabilities.Status, new StatusRequest()) is { IsThere: true, Value: var answer } ? answer.Projects : []);
    }

    /// <summary>Where the person is, also when that folder is gone.</summary>
    public string? Folder => context.Directory ?? GoneFolder();

    string? RootByFiles => context.Directory is { } folder ? ProjectRoot.Of(folder) : null;

    string NoRoot => Folder is { } folder && folder.Contains('\ufffd')
        ? "the name of this folder is not UTF-8, so its files cannot be found: rename it"
        : "there is no berth.yaml and no Procfile here or above";

    const string Make = "Make one: berth init";

    // "/code/shop (deleted)" (proc_pid_cwd(5))
    static string? GoneFolder()
    {
        const string mark = " (deleted)";
        try
        {
            var path = File.ResolveLinkTarget("/proc/self/cwd", returnFinalTarget: false)?.FullName;
            return path is not null && path.EndsWith(mark, StringComparison.Ordinal) ? path[..^mark.Length] : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a daemon of this person ever kept something. If none did, no project of his runs.</summary>
    public static bool EverRan => File.Exists(Place?.Database);

    /// <summary>
    /// The daemon, started when none runs: what a killed one left is known to the next one only. Null, said already, when there is no home for it.
    /// </summary>
    public DaemonClient? Client() => DaemonTalk.Client(context, $"berth {command}");

    public int Refuse(ApiError error)
    {
        context.Say($"berth {command}: {DaemonTalk.Sentence(error)}");
        return DaemonTalk.ExitCodeOf(error);
    }

    /// <summary>Says what went wrong with each service. The exit code.</summary>
    /// <param name="told">What was said when it came about.</param>
    public int Conclude(ProjectOutcome outcome, ToldReasons told)
    {
        foreach (var problem in outcome.Problems.Where(problem => !told.Has(problem)))
            context.Say(problem.Service is { } service
                ? $"berth {command}: {Escape.ForTerminal(service)}: {Sentence.End(problem.Reason)}"
                : $"berth {command}: {Sentence.End(problem.Reason)}");
        return outcome.Problems.Count == 0 ? ExitCode.Done : outcome.Problems[0].Service is null ? ExitCode.BadUsage : ExitCode.Failed;
    }
}
