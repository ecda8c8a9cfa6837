using Berth.Api.Messages;
using Berth.Links.Observing;
using Berth.Protocols;
using Berth.Protocols.Traffic;

namespace Berth.Daemon.Traffic;

/// <summary>What happened on a link, as a message.</summary>
static class TrafficWords
{
    public static TrafficItem Opened(WatchedConnection connection) => Item("opened", connection, connection.Opened);

    public static TrafficItem Line(WatchedConnection connection, TrafficLine line) => Item(
        "line", connection, connection.Opened + line.At) with
    {
        Protocol = line.Protocol,
        Kind = line.Kind switch { TrafficKind.Exchange => "exchange", TrafficKind.Message => "message", _ => "note" },
        Asked = line.Asked,
        Answer = line.Answer,
        Error = line.Error,
        From = line.From switch { Flow.FromClient => "client", Flow.FromServer => "server", _ => null },
        TookUs = Micros(line.Took),
        WaitedUs = Micros(line.Waited),
        Rows = line.Rows,
        BytesUp = line.Sent,
        BytesDown = line.Received,
    };

    public static TrafficItem Ended(WatchedConnection connection)
    {
        var end = connection.End!.Value;
        return Item("ended", connection, end.At) with
        {
            Protocol = connection.Protocol,
            BytesUp = end.BytesUp,
            BytesDown = end.BytesDown,
            DurationUs = Micros(end.At - connection.Opened),
            Reason = Reason(end.Reason),
            Fault = end.Fault,
        };
    }

    static TrafficItem Item(string what, WatchedConnection connection, TimeSpan at) =>
        new(what, connection.Link.OpenedAt + at, connection.Link.Name, connection.Ordinal)
        {
            Client = connection.Client.ToString(),
            Caller = connection.Caller?.Text,
            CallerPid = connection.Caller?.Pid,
            CallerProcess = connection.Caller?.Process,
        };

    static long? Micros(TimeSpan? time) => time?.Ticks / TimeSpan.TicksPerMicrosecond;

    static string Reason(EndReason reason) => reason switch
    {
        EndReason.Finished => "finished",
        EndReason.ClientReset => "client-reset",
        EndReason.ServiceReset => "service-reset",
        EndReason.NotReached => "not-reached",
        EndReason.Fault => "fault",
        EndReason.Limit => "limit",
        EndReason.Silent => "silent",
        _ => "closed",
    };
}
