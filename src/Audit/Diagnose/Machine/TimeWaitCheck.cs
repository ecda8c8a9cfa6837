using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>There is room for closed connections: past tcp_max_tw_buckets the kernel forgets them early, and late packets meet strangers.</summary>
sealed class TimeWaitCheck : ICheck
{
    const double TooMuch = 0.9;

    public string Name => "time-wait";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var count = Count(facts);
        if (facts.MostTimeWaits is not { } most || count == 0 || count < most * TooMuch) return null;
        return new Diagnosis(
            "time-wait-full", $"The table of closed connections is full: {count} of {most}.",
            [$"{Words.Count(count, "connection")} in TIME_WAIT; net.ipv4.tcp_max_tw_buckets is {most}."],
            Say.Setting(facts.Snapshot.Host, "Let clients keep their connections and use them again; until then make room", "net.ipv4.tcp_max_tw_buckets", $"{Math.Max(most * 2, 4096)}", $"{most}"));
    }

    public string Seen(MachineFacts facts) => $"{Words.Count(Count(facts), "closed connection")}{(facts.MostTimeWaits is { } most ? $" of {most}" : "")}";

    static int Count(MachineFacts facts) => facts.Snapshot.Sockets.Count(static socket => socket.State == SocketState.TimeWait);
}
