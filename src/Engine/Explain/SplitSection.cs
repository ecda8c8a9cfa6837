using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Engine.Explain;

/// <summary>
/// Warns where one port leads to different programs: "localhost" may mean 127.0.0.1 or ::1, and the more specific bind takes
/// connections away from the wildcard.
/// </summary>
public static class SplitSection
{
    public static void Write(Subject subject, Draft draft)
    {
        if (subject.Port is null || subject.OnPort.Count < 2) return;
        foreach (var protocol in (Protocol[])[Protocol.Tcp, Protocol.Udp])
        {
            var rows = subject.OnPort.FindAll(row => row.Socket.Protocol == protocol && row.Socket.InterfaceIndex == 0);
            Localhost(rows, subject, draft);
            Specific(rows, subject, draft);
        }
    }

    static void Localhost(List<Row> rows, Subject subject, Draft draft)
    {
        if (Answering(rows, InetAddress.LoopbackV4) is not { } v4 || Answering(rows, InetAddress.LoopbackV6) is not { } v6) return;
        if (IsSameProgram(v4, v6)) return;
        draft.Section("Watch out").Warn(
            $"localhost:{subject.Port} leads to two programs: 127.0.0.1 to {Words.Holder(v4).Text}, ::1 to {Words.Holder(v6).Text}. Which one answers depends on the client.",
            Words.Holder(v4).How == How.Observed ? Words.Holder(v6).How : Words.Holder(v4).How, Words.Holder(v4).Reason ?? Words.Holder(v6).Reason);
        draft.Know("localhost_is_split", true);
    }

    static void Specific(List<Row> rows, Subject subject, Draft draft)
    {
        foreach (var narrow in rows)
        {
            var address = narrow.Socket.LocalAddress;
            if (address.IsWildcard || address.IsLoopback) continue;
            var wide = rows.Find(row => row.Socket.LocalAddress.IsWildcard && row.Socket.LocalAddress.Family == address.Family);
            if (wide is not null && !IsSameProgram(narrow, wide))
                draft.Section("Watch out").Warn($"{narrow.Socket.Local} goes to {Words.Holder(narrow).Text}, every other address to {Words.Holder(wide).Text}.");
        }
    }

    /// <summary>The listener that the kernel gives a connection to the address: a bind to it before a wildcard.</summary>
    public static Row? Answering(IEnumerable<Row> rows, InetAddress address)
    {
        Row? best = null;
        var bestRank = 0;
        foreach (var row in rows)
        {
            var local = row.Socket.LocalAddress.Unmapped;
            var rank = local == address ? 3
                : local.IsWildcard && local.Family == address.Family ? 2
                : local.IsWildcard && local.Family == InetFamily.V6 && row.Socket.V6Only != true ? 1 : 0;
            if (rank > bestRank) (best, bestRank) = (row, rank);
        }
        return best;
    }

    // One program may hold one socket per family, in one process or, like docker-proxy, in a process for each.
    public static bool IsSameProgram(Row a, Row b)
    {
        if (a == b) return true;
        if (a.Owner.Processes.Count == 0 || b.Owner.Processes.Count == 0) return a.Socket.CgroupId == b.Socket.CgroupId && a.Socket.UserId == b.Socket.UserId;
        if (a.Owner.Processes.Any(one => b.Owner.Processes.Any(other => one.Pid == other.Pid))) return true;
        var (one, two) = (a.Owner.First!, b.Owner.First!);
        return one.Name == two.Name && one.ParentPid == two.ParentPid && one.ParentPid > 1 && (PortForwarder.Of(one) is not null || IsSameWork(one, two));
    }

    // Two servers of one shell have one parent too.
    static bool IsSameWork(ProcessFacts one, ProcessFacts two) =>
        one.Directory.Value == two.Directory.Value && (one.Arguments.Value ?? []).SequenceEqual(two.Arguments.Value ?? []);
}
