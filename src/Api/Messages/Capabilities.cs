namespace Berth.Api.Messages;

/// <summary>Everything that a daemon of this version can be asked. Both sides take name and types from here.</summary>
public static class Capabilities
{
    static ApiJson Json => ApiJson.Default;
    static RequestJson Asked => RequestJson.Default;

    public static Question<Nothing, HelloResponse> Hello { get; } = new("hello", Asked.Nothing, Json.HelloResponse);

    /// <summary>Ends the daemon, in order. The answer comes before.</summary>
    public static Question<Nothing, Done> Stop { get; } = new("daemon/stop", Asked.Nothing, Json.Done);

    /// <summary>The daemon stays although nothing needs it.</summary>
    public static Question<Nothing, Done> Stay { get; } = new("daemon/stay", Asked.Nothing, Json.Done);

    public static Feed<UpRequest, ProjectEvent> Up { get; } = new("project/up", Asked.UpRequest, Json.ProjectEvent);
    public static Feed<DownRequest, ProjectEvent> Down { get; } = new("project/down", Asked.DownRequest, Json.ProjectEvent);
    public static Feed<RestartRequest, ProjectEvent> RestartServices { get; } = new("project/restart", Asked.RestartRequest, Json.ProjectEvent);
    public static Question<StatusRequest, StatusResponse> Status { get; } = new("project/status", Asked.StatusRequest, Json.StatusResponse);
    public static Feed<WatchRequest, ProjectEvent> Watch { get; } = new("project/watch", Asked.WatchRequest, Json.ProjectEvent);

    /// <summary>Where every named port of a project is, or will be when it is up: leases are taken for those that have none.</summary>
    public static Question<PortsRequest, PortsResponse> Ports { get; } = new("project/ports", Asked.PortsRequest, Json.PortsResponse);

    /// <summary>Takes the lease, and keeps it although nothing uses it.</summary>
    public static Question<LeaseRequest, LeaseItem> LeaseAdd { get; } = new("lease/add", Asked.LeaseRequest, Json.LeaseItem);
    public static Question<LeaseRequest, LeaseItem> LeaseRemove { get; } = new("lease/remove", Asked.LeaseRequest, Json.LeaseItem);
    public static Question<LeaseListRequest, LeaseList> LeaseList { get; } = new("lease/list", Asked.LeaseListRequest, Json.LeaseList);

    /// <summary>Releases the leases of checkouts that are gone, and tells which.</summary>
    public static Question<Nothing, LeaseList> LeasePrune { get; } = new("lease/prune", Asked.Nothing, Json.LeaseList);

    /// <summary>A lease for as long as the connection is open: one item, then silence. A second one of the name gets "name#2".</summary>
    public static Feed<LeaseRequest, LeaseItem> LeaseUse { get; } = new("lease/use", Asked.LeaseRequest, Json.LeaseItem);

    /// <summary>Opens a link, and keeps it over the end of the daemon.</summary>
    public static Question<LinkAddRequest, LinkItem> LinkAdd { get; } = new("link/add", Asked.LinkAddRequest, Json.LinkItem);
    public static Question<Nothing, LinkList> LinkList { get; } = new("link/list", Asked.Nothing, Json.LinkList);

    /// <summary>Ends its connections, and forgets it.</summary>
    public static Question<LinkRequest, LinkItem> LinkRemove { get; } = new("link/remove", Asked.LinkRequest, Json.LinkItem);
    public static Question<LinkSwitchRequest, LinkItem> LinkSwitch { get; } = new("link/switch", Asked.LinkSwitchRequest, Json.LinkItem);

    /// <summary>Changes a link's faults; in force, for open connections too, when it is answered.</summary>
    public static Question<LinkShapeRequest, LinkItem> LinkShape { get; } = new("link/shape", Asked.LinkShapeRequest, Json.LinkItem);
    public static Feed<TrafficRequest, TrafficItem> Traffic { get; } = new("link/traffic", Asked.TrafficRequest, Json.TrafficItem);

    /// <summary>Everything that goes over a link, values too, as long as the connection is open.</summary>
    public static Feed<LinkRequest, RecordItem> LinkRecord { get; } = new("link/record", Asked.LinkRequest, Json.RecordItem);
}
