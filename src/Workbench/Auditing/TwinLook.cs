using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Workbench.Auditing;

/// <summary>`berth audit --prove`: what the kernel does with callers in a copy of this machine's network.</summary>
static class TwinLook
{
    const int MostNamed = 5;

    /// <param name="chosen">The ports that are asked about.</param>
    public static TwinReport Ask(IMachine machine, Snapshot snapshot, ChosenPorts chosen)
    {
        if (snapshot.Firewall.Value is not { } rules)
            return new TwinReport([], snapshot.Firewall.Reason ?? "the firewall's rules could not be read");
        var sockets = snapshot.Sockets.Where(IsReachable).Where(chosen.Includes).DistinctBy(static socket => socket.Local);
        var plan = TwinQuestions.ForAll(sockets, snapshot.Host, rules);
        var report = machine.ProveAsync(rules, snapshot.Host, plan.Probes, CancellationToken.None).GetAwaiter().GetResult();
        return report with { NotAsked = [.. plan.NotAsked, .. report.NotAsked] };
    }

    static bool IsReachable(SocketRecord socket) =>
        socket.IsListener && !socket.Protocol.IsUnix() && socket.Namespace.IsOurs && !socket.LocalAddress.IsLoopback;

    /// <summary>One line; null when it was not asked.</summary>
    public static string? Summary(TwinReport? report)
    {
        if (report is null) return null;
        if (report.Problem is { } problem) return $"Not proven: {problem}.";
        var wrong = report.Verdicts.Count(static verdict => !verdict.Agrees);
        var asked = report.Verdicts.Count;
        var calls = $"{asked} {(asked == 1 ? "call" : "calls")} in a twin of this machine's network";
        return wrong == 0
            ? $"Proven: the kernel agrees with the rules as they were read, in {calls}.{Left(report.NotAsked)}"
            : $"Disproved: in {wrong} of {calls} the kernel decided otherwise.{Left(report.NotAsked)}";
    }

    static string Left(IReadOnlyList<string> notAsked)
    {
        if (notAsked.Count == 0) return "";
        var named = string.Join("; ", notAsked.Take(MostNamed));
        return $" Not asked: {named}{(notAsked.Count > MostNamed ? $"; {notAsked.Count - MostNamed} more" : "")}.";
    }
}
