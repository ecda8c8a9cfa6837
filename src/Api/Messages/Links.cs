using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>A link that is wanted.</summary>
/// <param name="To">Where it leads: a port of localhost ("5432"), or "host:port".</param>
/// <param name="Listen">Its own port at 127.0.0.1; null: one that is leased to it, or that the system chooses.</param>
/// <param name="Seed">What chance is derived from, up to 2^53 - 1; null: chosen.</param>
/// <param name="Root">The checkout that its port is leased for; null: none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LinkAddRequest(string Name, string To, int? Listen = null, long? Seed = null, string? Root = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LinkRequest(string Name);

/// <param name="On">Whether it takes connections. Off: they are refused, and those that are open end.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LinkSwitchRequest(string Name, bool On);

/// <summary>Other faults for a link. Removing comes first; one that is added under a name that is there takes its place.</summary>
/// <param name="Add">As text: "latency=200ms jitter=50ms loss=2%".</param>
/// <param name="Remove">By name.</param>
/// <param name="Clear">All are removed.</param>
/// <param name="Profile">A line that others have measured, such as 3g: its faults in place of all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LinkShapeRequest(
    string Name,
    string Add = "",
    IReadOnlyList<string>? Remove = null,
    bool Clear = false,
    string? Profile = null);

public sealed record LinkList(IReadOnlyList<LinkItem> Links);

/// <summary>A link as it is now.</summary>
/// <param name="Listen">Where clients connect: "127.0.0.1:15432".</param>
/// <param name="ListenBy">given, lease or chosen: where its port comes from.</param>
/// <param name="On">It is to take connections.</param>
/// <param name="Problem">Why it takes none although it is on: a clause. It may name other programs: escape it for a terminal.</param>
/// <param name="Remedy">What helps; null when nothing can be said.</param>
/// <param name="Connections">Open now.</param>
/// <param name="Accepted">Since it was opened, which is at each start of the daemon; bytes likewise.</param>
public sealed record LinkItem(
    string Name,
    string Listen,
    string ListenBy,
    string To,
    bool On,
    long Seed,
    IReadOnlyList<FaultItem> Faults,
    DateTimeOffset Created,
    int Connections,
    long Accepted,
    long BytesUp,
    long BytesDown,
    string? Problem = null,
    string? Remedy = null);

/// <param name="Text">As it can be given again: "latency=200ms jitter=50ms".</param>
public sealed record FaultItem(string Name, string Kind, string Direction, double Share, string Text);
