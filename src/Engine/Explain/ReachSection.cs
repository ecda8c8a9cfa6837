using Berth.Engine.Reach;
using Berth.Model;

namespace Berth.Engine.Explain;

/// <summary>Who can connect, for each bind, and what the firewall rules have to do with it.</summary>
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
            section.Say($"{place}{(several ? Sentence(reach) : Capital(Sentence(reach)))}.", reach.How, reach.DecidedBy is null ? reach.Reason : reach.BindReason);
            foreach (var verdict in Told(reach)) section.Say($"{place}{verdict}");
        }
    }

    static string Sentence(Reachability reach) => (reach.V4, reach.V6) switch
    {
        ({ } v4, { } v6) when v4 == v6 && reach.VerdictOf(InetFamily.V4) == PathVerdict.Unknown == (reach.VerdictOf(InetFamily.V6) == PathVerdict.Unknown) =>
            $"{Who(v4, reach.V4Verdict)}, over IPv4 and IPv6",
        ({ } v4, { } v6) => $"over IPv4 {Who(v4, reach.V4Verdict)}, over IPv6 {Who(v6, reach.V6Verdict)}",
        ({ } v4, null) => $"{Who(v4, reach.V4Verdict)}, over IPv4",
        (null, { } v6) => $"{Who(v6, reach.V6Verdict)}, over IPv6",
        _ => "nobody",
    };

    static string Who(ReachLevel level, PathVerdict verdict) => verdict == PathVerdict.Unknown ? $"perhaps {Who(level)}" : Who(level);

    // Each class of callers with the rule that decides about it: the same rule is told once, with all that it decides.
    static IEnumerable<string> Told(Reachability reach)
    {
        var groups = reach.Classes
            .Where(one => one.By is { Table: not null } || one.Verdict != PathVerdict.Open)
            .Where(one => one.From != SourceClass.Loopback || one.Verdict != PathVerdict.Open)
            .GroupBy(one => (one.Verdict, one.Only, By: one.By?.ToString()));
        foreach (var group in groups)
        {
            var callers = string.Join(", ", group.Select(one => $"{Callers(one.From)} by {one.Interface} ({(one.Family == InetFamily.V4 ? "IPv4" : "IPv6")})").Distinct());
            var only = group.Key.Only is { } some ? $", from {some} only" : "";
            var by = group.Key.By is { Length: > 0 } rule ? $": {rule}" : "";
            yield return $"{Capital(callers)}: {Verb(group.Key.Verdict)}{only}{by}.";
        }
    }

    static string Verb(PathVerdict verdict) => verdict switch
    {
        PathVerdict.Open => "let in",
        PathVerdict.Filtered => "kept out without an answer",
        PathVerdict.Rejected => "refused",
        _ => "it depends",
    };

    static string Callers(SourceClass source) => source switch
    {
        SourceClass.Loopback => "programs on this machine",
        SourceClass.Container => "containers",
        SourceClass.Lan => "the local network",
        SourceClass.Private => "private networks behind a router",
        SourceClass.Vpn => "the VPN",
        _ => "the internet",
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
