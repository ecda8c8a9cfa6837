using System.Text.Json.Serialization;

namespace Berth.Api.Messages;

/// <summary>What goes over links.</summary>
/// <param name="Name">Only over this one; null: over all, also those that are added later.</param>
/// <param name="Past">So many items that came before.</param>
/// <param name="Follow">Go on with what comes.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TrafficRequest(string? Name = null, int Past = 0, bool Follow = true);

/// <summary>
/// One thing that happened on a link: opened, line, ended; or missed, when the reader was too slow. Texts are those of clients and
/// services, without values: escape them before they reach a terminal.
/// </summary>
/// <param name="Link">Null for missed.</param>
/// <param name="Connection">1 for the first of the link since the daemon opened it.</param>
public sealed record TrafficItem(string Event, DateTimeOffset At, string? Link = null, long? Connection = null)
{
    /// <summary>The client's end: "127.0.0.1:41234".</summary>
    public string? Client { get; init; }

    /// <summary>Who called: "psql (pid 4242)", or why that is not known.</summary>
    public string? Caller { get; init; }
    public int? CallerPid { get; init; }
    public string? CallerProcess { get; init; }

    /// <summary>Of a line: http, websocket, postgresql, redis, tls, http2, ssh, unknown. Of ended: the last that was found.</summary>
    public string? Protocol { get; init; }

    /// <summary>Of a line: exchange, message or note.</summary>
    public string? Kind { get; init; }

    /// <summary>Of a line: what was asked, said or noted, without values.</summary>
    public string? Asked { get; init; }
    public string? Answer { get; init; }
    public string? Error { get; init; }

    /// <summary>Of a message: client or server.</summary>
    public string? From { get; init; }

    /// <summary>From the asking to the end of the answer, in microseconds.</summary>
    public long? TookUs { get; init; }

    /// <summary>From the asking to the beginning of the answer.</summary>
    public long? WaitedUs { get; init; }
    public long? Rows { get; init; }

    /// <summary>Bytes: of a line those that belong to it; of ended all that were delivered.</summary>
    public long? BytesUp { get; init; }
    public long? BytesDown { get; init; }

    /// <summary>Of ended: how long it was open.</summary>
    public long? DurationUs { get; init; }

    /// <summary>Of ended: finished, client-reset, service-reset, not-reached, fault, limit, silent, closed.</summary>
    public string? Reason { get; init; }

    /// <summary>Of ended: the fault that ended it.</summary>
    public string? Fault { get; init; }

    /// <summary>Of missed: how many items.</summary>
    public long? Missed { get; init; }
}

/// <summary>One entry of a recording, as the client sees it: what it says before the faults, what it gets after them.</summary>
/// <param name="Kind">opened, from-client, from-server, closed or reset.</param>
/// <param name="Client">Of opened: the client's end.</param>
/// <param name="Server">Of opened: where the link listens.</param>
/// <param name="Bytes">Of from-client and from-server; base64 on the wire.</param>
public sealed record RecordItem(
    string Kind,
    long Connection,
    DateTimeOffset At,
    string? Client = null,
    string? Server = null,
    byte[]? Bytes = null);
