using System.Runtime.Versioning;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Api.Places;
using Berth.Api;
using Berth.Cli.Commands.Background;
using Berth.Cli.Hosting;
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
        if (around.Directory is { } folder && ProjectRoot.Of(folder) is { } root) return root;
        around.Say($"berth {command}: there is no berth.yaml and no Procfile here or above. Make one: berth init");
        return null;
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
    public int Conclude(ProjectOutcome outcome)
    {
        foreach (var problem in outcome.Problems)
            around.Say(problem.Service is { } service
                ? $"berth {command}: {Rendering.Escape.ForTerminal(service)}: {Rendering.Sentence.End(problem.Reason)}"
                : $"berth {command}: {Rendering.Sentence.End(problem.Reason)}");
        return outcome.Problems.Count == 0 ? ExitCode.Done : outcome.Problems[0].Service is null ? ExitCode.BadUsage : ExitCode.Failed;
    }
}
