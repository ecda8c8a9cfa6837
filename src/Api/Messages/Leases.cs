using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>Which lease.</summary>
/// <param name="Root">The checkout's folder; absolute.</param>
/// <param name="PortName">Null: "http".</param>
/// <param name="Prefer">The port that it should have; null: as before, or as Berth chooses. Not for lease/remove.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LeaseRequest(string Root, string Service, string? PortName = null, int? Prefer = null);

/// <param name="Root">Only those of this checkout; null: all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LeaseListRequest(string? Root = null);

public sealed record LeaseList(IReadOnlyList<LeaseItem> Leases);

/// <param name="Held">The daemon's sockets keep the port; else somebody listens there, perhaps the service itself.</param>
/// <param name="Explicit">A person asked for it: `berth lease add`.</param>
/// <param name="RotatedFrom">The port that it should have; null when it has that.</param>
/// <param name="Reason">Why it has another one: a clause. It names other programs: escape it before it reaches a terminal.</param>
public sealed record LeaseItem(string Root, string Service, string PortName, int Port, bool InUse, bool Held, bool Explicit,
    DateTimeOffset Created, DateTimeOffset Used, int? Preferred = null, int? RotatedFrom = null, string? Reason = null, DateTimeOffset? RotatedAt = null);
