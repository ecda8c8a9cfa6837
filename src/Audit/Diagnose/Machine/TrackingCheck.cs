using Berth.Audit.Diagnose.Cases;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>The firewall's table of connections has room: a full one drops what is new, on loopback too.</summary>
sealed class TrackingCheck : ICheck
{
    const double TooMuch = 0.9;

    public string Name => "conntrack";

    public Diagnosis? Judge(MachineFacts facts)
    {
        if (facts.TrackedConnections is not { Share: >= TooMuch } tracked) return null;
        return new Diagnosis(
            "conntrack-full", $"The firewall's table of connections is {(tracked.Used >= tracked.Most ? "full: new connections are dropped" : "nearly full")}.",
            [$"{tracked.Used} of {tracked.Most} (net.netfilter.nf_conntrack_count and nf_conntrack_max)."],
            Say.Setting(facts.Snapshot.Host, "Make room, then look who opens so many", "net.netfilter.nf_conntrack_max", $"{tracked.Most * 2}", $"{tracked.Most}"));
    }

    public string Seen(MachineFacts facts) => facts.TrackedConnections is { } tracked ? $"{tracked.Used} of {tracked.Most} connections tracked" : "the firewall tracks no connections";
}
