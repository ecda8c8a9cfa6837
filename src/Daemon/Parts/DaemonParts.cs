using Berth.Api.Places;
using Berth.Daemon.Leases;
using Berth.Daemon.Life;
using Berth.Daemon.State;
using Berth.Probes;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Parts;

/// <summary>What the daemon is made of: made once, handed to the features that need it, taken down in reverse.</summary>
sealed class DaemonParts : IDisposable
{
    readonly Database database;

    public DaemonParts(DaemonPlace place, TimeProvider clock, ILoggerFactory logs, bool onDemand)
    {
        (Place, Clock, Logs) = (place, clock, logs);
        Activity = new Activity(clock);
        Life = new DaemonLife(clock, Activity, onDemand);
        database = Database.Open(place.Database, clock, logs.CreateLogger<Database>());
        Services = new ServiceBook(database);
        Leases = new LeaseBook(new LeaseStore(database), new PortTaker(Inventory.ForThisMachine(clock)), clock, Directory.Exists);
        Leases.HoldAll();
        Life.KeepFor(Leases.Keeps);
    }

    public DaemonPlace Place { get; }
    public TimeProvider Clock { get; }
    public ILoggerFactory Logs { get; }
    public Activity Activity { get; }
    public DaemonLife Life { get; }

    /// <summary>The running services, written down: what a later daemon finds again.</summary>
    public ServiceBook Services { get; }
    public LeaseBook Leases { get; }

    /// <summary>What a person should know of this start.</summary>
    public IReadOnlyList<string> Notices => database.Notice is { } notice ? [notice] : [];

    public void Dispose()
    {
        Leases.Dispose();
        database.Dispose();
        Life.Dispose();
    }
}
