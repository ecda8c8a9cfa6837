using Berth.Api.Places;
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
    }

    public DaemonPlace Place { get; }
    public TimeProvider Clock { get; }
    public ILoggerFactory Logs { get; }
    public Activity Activity { get; }
    public DaemonLife Life { get; }

    public void Dispose() => Life.Dispose();
}
