using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>Who can connect, for each bind, and what the firewall rules have to do with it.</summary>
static class ReachSection
{
    const int MostTold = 6;

    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is null) return;
        var section = subject.Error is null ? draft.Section("Who can connect") : draft.Lesson("Who can connect");
        var several = subject.Listeners.Count > 1;
        if (subject.Listeners.Any(static row => row.Reach is { Classes.Count: > 0 }))
            draft.Know("reach_classes", subject.Listeners.Take(MostTold).Where(static row => row.Reach is not null).SelectMany(static row => Facts(row.Socket, row.Reach!)));
        foreach (var row in subject.Listeners.Take(MostTold))
        {
            if (row.Reach is not { } reach) continue;
            var place = several ? $"{Words.Place(row.Socket)}: " : "";
            section.Say($"{place}{(several ? Sentence(reach) : Capital(Sentence(reach)))}.", reach.How, reach.DecidedBy is null ? reach.Reason : reach.BindReason);
            foreach (var verdict in Told(reach)) section.Say($"{place}{verdict}");
        }
        Elsewhere(subject, section, draft);
    }

    static void Elsewhere(Subject subject, SectionDraft section, Draft draft)
    {
        if (subject.SentOn.Count == 0) return;
        draft.Know("sent_on_to", string.Join(", ", subject.SentOn.Select(To).Distinct()));
        foreach (var sent in subject.SentOn.Take(MostTold))
            section.Say($"{Capital(Who(sent.Reach))} {(sent.Reach == ReachLevel.Host ? "at most" : "too")}: sent on to {To(sent)}, past the input rules, by {sent.Rule}.");
        section.Say("This machine's own connections meet that rule only where it is in the output hook too.");
    }

    static string To(PublishedPort sent) => new Endpoint(sent.Protocol, sent.ToAddress, sent.ToPort).ToString();

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
            .Where(static one => one.From != SourceClass.Loopback || one.Verdict != PathVerdict.Open)
            .GroupBy(static one => (one.Verdict, one.Only, By: one.By?.ToString(), Others: one.RestDependsOn?.ToString(), Closed: one.RestKeptOutBy?.ToString(), Comes: one.IsCertain || one.Verdict != PathVerdict.Unknown));
        foreach (var group in groups)
        {
            var callers = group.GroupBy(static one => (one.From, one.Interface, Comes: one.IsCertain || one.Verdict != PathVerdict.Unknown))
                .Select(same => $"{Callers(same.Key.From, same.Key.Comes)} by {same.Key.Interface} ({Families(same)})");
            yield return $"{Capital(string.Join(", ", callers))}: {What(group.First())}.";
        }
    }

    static string Families(IEnumerable<ClassVerdict> classes)
    {
        var (four, six) = (classes.Any(static one => one.Family == InetFamily.V4), classes.Any(static one => one.Family == InetFamily.V6));
        return four && six ? "IPv4 and IPv6" : four ? "IPv4" : "IPv6";
    }

    static string What(ClassVerdict one)
    {
        var by = one.By?.ToString() is { Length: > 0 } rule ? $": {rule}" : "";
        if (!one.IsCertain && one.Verdict == PathVerdict.Unknown) return $"let in if a router or a neighbour sends them this way{(by.Length > 0 ? by : ": no rule stops them")}";
        if (one.Only is { } some)
            return $"let in, from {some} {(one.RestDependsOn is null ? "only" : "for certain")}{by}{(one.RestDependsOn is { } rest ? $"; others: it depends on {rest}" : "")}{(one.RestKeptOutBy is { } closed ? $"; others are kept out: {closed}" : "")}";
        return $"{Verb(one.Verdict)}{(one.Verdict == PathVerdict.Open && by.Length == 0 ? ": no rule stops them" : by)}";
    }

    static string Verb(PathVerdict verdict) => verdict switch
    {
        PathVerdict.Open => "let in",
        PathVerdict.Filtered => "kept out without an answer",
        PathVerdict.Rejected => "refused",
        _ => "it depends",
    };

    static string Callers(SourceClass source, bool comes) => source switch
    {
        SourceClass.Loopback => "programs on this machine",
        SourceClass.Container => comes ? "containers" : "containers with foreign addresses",
        SourceClass.Lan => "the local network",
        SourceClass.Private => comes ? "private networks behind a router" : "other networks behind a router",
        SourceClass.Vpn => comes ? "the VPN" : "others behind the VPN",
        _ => "the internet",
    };

    /// <summary>The same for programs: one entry for each class of callers of each listener.</summary>
    static IEnumerable<FactGroup> Facts(SocketRecord socket, Reachability reach)
    {
        foreach (var one in reach.Classes)
            yield return new FactGroup(
            [
                Fact.Of("protocol", socket.Protocol.Name()), Fact.Of("address", socket.LocalAddress.ToString()), Fact.Of("port", socket.LocalPort.Number),
                Fact.Of("family", one.Family == InetFamily.V4 ? "ipv4" : "ipv6"), Fact.Of("from", one.From.Name()), Fact.Of("interface", one.Interface), Fact.Of("comes", one.IsCertain ? "yes" : "perhaps"),
                Fact.Of("level", one.Level.Name()), Fact.Of("verdict", one.Verdict.Name()), Fact.Of("only", one.Only), Fact.Of("rule", one.By?.ToString()), Fact.Of("others_depend_on", one.RestDependsOn?.ToString()),
                Fact.Of("others_kept_out_by", one.RestKeptOutBy?.ToString()),
            ]);
    }

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
