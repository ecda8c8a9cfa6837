using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Explain;

/// <summary>Who can connect, for each bind.</summary>
static class ReachSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is null) return;
        var section = subject.Error is null ? draft.Section("Who can connect") : draft.Lesson("Who can connect");
        var several = subject.Listeners.Count > 1;
        foreach (var row in subject.Listeners.Take(6))
        {
            if (row.Reach is not { } reach) continue;
            var place = several ? $"{Words.Place(row.Socket)}: " : "";
            section.Say($"{place}{(several ? Sentence(reach) : Capital(Sentence(reach)))}.", reach.How, reach.Reason);
        }
    }

    static string Sentence(Reachability reach) => (reach.V4, reach.V6) switch
    {
        ({ } v4, { } v6) when v4 == v6 => $"{Who(v4)}, over IPv4 and IPv6",
        ({ } v4, { } v6) => $"over IPv4 {Who(v4)}, over IPv6 {Who(v6)}",
        ({ } v4, null) => $"{Who(v4)}, over IPv4",
        (null, { } v6) => $"{Who(v6)}, over IPv6",
        _ => $"nobody",
    };

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    public static string Who(ReachLevel level) => level switch
    {
        ReachLevel.Host => "programs on this machine only",
        ReachLevel.Container => "this machine and its containers",
        ReachLevel.Lan => "the local network",
        ReachLevel.Vpn => "the members of a VPN",
        _ => "the internet",
    };
}
