using Berth.Api.Messages;

namespace Berth.Cli.Commands.Services;

/// <summary>Reasons that were told when they came about: at the end they are not told once more. Not thread-safe.</summary>
sealed class ToldReasons
{
    readonly Dictionary<string, string> reasons = [];

    public void Hear(ServiceStatus state)
    {
        if (state is { Phase: "failed" or "unready", Reason: { } reason }) reasons[state.Name] = reason;
    }

    public bool Has(ServiceProblem problem) => problem.Service is { } service && reasons.GetValueOrDefault(service) == problem.Reason;
}
