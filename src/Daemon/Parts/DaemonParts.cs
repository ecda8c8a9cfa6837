using Berth.Api.Places;
using Berth.Daemon.Hosting;
using Berth.Daemon.Life;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Parts;

/// <summary>What the daemon is made of: made once, handed to the features that need it, taken down in reverse.</summary>
sealed class DaemonParts : IDisposable
{
    public DaemonParts(DaemonPlace place, TimeProvider clock, ILoggerFactory logs, bool onDemand)
    {
        (Place, Clock, Logs) = (place, clock, logs);
        Activity = new Activity(clock);
        Life = new DaemonLife(clock, Activity, onDemand);
        Projects = new ProjectBook(place.State, place.Runtime, new ServicePreparation(place.State, static (_, _, _, prefer) => new GivenPort(prefer, prefer is null ? "there are no leases yet" : null), clock), static (_, _, _) => { }, new OwnListeners(clock), clock);
        Life.KeepFor(Projects.Keeps);
    }

    public DaemonPlace Place { get; }
    public TimeProvider Clock { get; }
    public ILoggerFactory Logs { get; }
    public Activity Activity { get; }
    public DaemonLife Life { get; }
    public ProjectBook Projects { get; }

    public void Dispose()
    {
        Projects.Dispose();
        Life.Dispose();
    }
}
