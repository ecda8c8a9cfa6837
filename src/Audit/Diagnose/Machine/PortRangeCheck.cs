using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The range that the system hands out is wide, and leaves alone the numbers that servers choose.</summary>
sealed class PortRangeCheck : ICheck
{
    // Dev servers and databases sit below; whoever moves the low end here makes them fail by chance (EADDRINUSE).
    const int LowEnd = 16384, Enough = 1000;
    const int MostTold = 6;

    public string Name => "range";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var host = facts.Snapshot.Host;
        if (host.EphemeralPorts is not { How: How.Observed, Value: { } range }) return null;
        if (EphemeralCheck.Available(host) is var left && left < Enough)
            return new Diagnosis(
                "range-small", $"Only {Words.Count(left, "port")} can be handed out for outgoing connections.", [$"net.ipv4.ip_local_port_range is {range}, less what is reserved."],
                Say.Setting(host, "Go back to Linux's own range", "net.ipv4.ip_local_port_range", "32768 60999", EphemeralCheck.Range(host)));
        if (range.First.Number >= LowEnd) return null;
        var atRisk = HungCheck.Listeners(facts).Select(static row => row.Socket.LocalPort).Where(port => range.Contains(port) && port.Number < 32768 && !host.ReservedPorts.Any(kept => kept.Contains(port))).Distinct().Order().ToList();
        return new Diagnosis(
            "range-low", $"The system hands out ports from {range.First} up: a client may take a server's port before it starts.",
            [$"net.ipv4.ip_local_port_range is {range}.", atRisk.Count == 0 ? "Ports such as 5432, 8080 and 9090 may be in it." : $"Listeners in it: {Words.Join(atRisk.Take(MostTold).Select(static port => port.ToString()))}."],
            Say.Setting(host, "Begin above the ports of servers", "net.ipv4.ip_local_port_range", $"32768 {Math.Max(range.Last.Number, (ushort)60999)}", EphemeralCheck.Range(host)));
    }

    public string Seen(MachineFacts facts)
    {
        var host = facts.Snapshot.Host;
        return $"the system hands out {host.EphemeralPorts.Value}{(host.ReservedPorts.Count == 0 ? "" : $", less {string.Join(',', host.ReservedPorts)}")}";
    }
}
