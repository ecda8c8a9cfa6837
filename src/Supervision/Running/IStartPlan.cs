using System.Runtime.Versioning;
using Berth.Model.Services;
using Berth.Supervision.Starting;

namespace Berth.Supervision.Running;

/// <summary>
/// What services are started with, and for whom: made by whoever asks, before the start, and never changed after. A service keeps the
/// plan that it was asked for with through all of its starts, whoever asks for something else meanwhile. Thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
public interface IStartPlan
{
    /// <summary>Fills a service in for one start: ports, environment, control group. It may take long, and is asked again at each start.</summary>
    Task<StartAnswer> PrepareAsync(ServiceDefinition service);

    /// <summary>Writes down that a service is to run, before anything of it does: a new daemon then knows that it should.</summary>
    void Wish(string service);

    /// <summary>Writes down what runs, so that a new daemon can adopt it; null: it runs no more, nor shall it.</summary>
    void Remember(string service, RunningService? running);
}
