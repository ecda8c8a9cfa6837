using Berth.Daemon.Hosting;
using Berth.Daemon.Leases;
using Berth.Daemon.Life;
using Berth.Daemon.Links;
using Berth.Daemon.State;
using Berth.Daemon.Traffic;
using Berth.Places;
using Berth.Probes;
using Microsoft.Extensions.Logging;

namespace Berth.Daemon.Parts;

/// <summary>What the daemon is made of: made once, handed to the features that need it, taken down in reverse.</summary>
sealed partial class DaemonParts : IDisposable
{
    readonly Database database;
    readonly TrafficWatch watch;

    public DaemonParts(DaemonPlace place, TimeProvider clock, ILoggerFactory logs, bool onDemand)
    {
        (Place, Clock, Logs) = (place, clock, logs);
        Activity = new Activity(clock);
        Life = new DaemonLife(clock, Activity, onDemand);
        database = Database.Open(place.Database, clock, logs.CreateLogger<Database>());
        Services = new ServiceBook(database);
        Leases = new LeaseBook(new LeaseStore(database), new PortTaker(ThisMachine.On(clock)), clock, Directory.Exists);
        Leases.HoldAll();
        Life.KeepFor(Leases.Keeps);
        Ports = new ServicePorts(Leases);
        var listeners = new OwnListeners(clock);
        var news = new LocalhostNews(place.State, listeners, clock);
        Projects = new ProjectBook(place.State, place.Runtime, new ServicePreparation(place.State, Ports, news, clock), Remember, listeners, news, clock);
        Life.KeepFor(Projects.Keeps);
        Leases.IsUp = root => Projects.Known(root)?.Run.IsAlive == true;
        Neighbours = new LinkNeighbours(ThisMachine.On(clock));
        watch = new TrafficWatch(Traffic, new CallerFinder(ThisMachine.On(clock)), clock);
        Links = new LinkBook(new LinkStore(database), new ListenPort(Leases), Neighbours, watch.For, clock, logs.CreateLogger<LinkBook>());
        Life.KeepFor(Links.Keeps);
    }

    public DaemonPlace Place { get; }
    public TimeProvider Clock { get; }
    public ILoggerFactory Logs { get; }
    public Activity Activity { get; }
    public DaemonLife Life { get; }
    public ProjectBook Projects { get; }

    /// <summary>The running services, written down: what a later daemon finds again.</summary>
    public ServiceBook Services { get; }
    public LeaseBook Leases { get; }
    public ServicePorts Ports { get; }
    public LinkNeighbours Neighbours { get; }
    public LinkBook Links { get; }
    public TrafficHub Traffic { get; } = new();

    /// <summary>What a person should know of this start.</summary>
    public IReadOnlyList<string> Notices => database.Notice is { } notice ? [notice] : [];

    /// <summary>Takes over what an earlier daemon left running. Before the first request.</summary>
    public Task AdoptAsync() => new Adoption(Projects, Services, Place.State, Clock, Logs.CreateLogger<Adoption>()).RunAsync();

    void Remember(string root, string service, ServiceEntry? entry)
    {
        try
        {
            if (entry is null) Services.Remove(root, service);
            else Services.Save(entry);
        }
        catch (IOException error)
        {
            NotRemembered(Logs.CreateLogger<ServiceBook>(), service, root, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} of {Root} cannot be written down, so a later daemon would not find it: {Reason}")]
    static partial void NotRemembered(ILogger log, string service, string root, string reason);

    public void Dispose()
    {
        Projects.Dispose();
        watch.Dispose();
        Leases.Dispose();
        database.Dispose();
        Life.Dispose();
    }
}
