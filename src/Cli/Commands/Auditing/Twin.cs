using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Auditing;

/// <summary>`berth audit --prove`: what the kernel does with callers in a copy of this machine's network.</summary>
static class Twin
{
    /// <param name="chosen">The ports that are asked about.</param>
    public static TwinReport Ask(IMachine machine, Snapshot snapshot, ChosenPorts chosen)
    {
        if (snapshot.Firewall.Value is not { } rules) return new TwinReport([], snapshot.Firewall.Reason ?? "the firewall's rules could not be read");
        var sockets = snapshot.Sockets
            .Where(static socket => socket.IsListener && !socket.Protocol.IsUnix() && socket.Namespace.IsOurs && !socket.LocalAddress.IsLoopback)
            .Where(chosen.Includes)
            .DistinctBy(static socket => socket.Local);
        var plan = TwinQuestions.ForAll(sockets, snapshot.Host, rules);
        var report = machine.ProveAsync(rules, snapshot.Host, plan.Probes, CancellationToken.None).GetAwaiter().GetResult();
        return report with { NotAsked = [.. plan.NotAsked, .. report.NotAsked] };
    }

    /// <summary>One line; null when it was not asked.</summary>
    public static string? Summary(TwinReport? report)
    {
        if (report is null) return null;
        if (report.Problem is { } problem) return $"Not proven: {problem}.";
        var wrong = report.Verdicts.Count(static verdict => !verdict.Agrees);
        var calls = $"{report.Verdicts.Count} {(report.Verdicts.Count == 1 ? "call" : "calls")} in a twin of this machine's network";
        var left = report.NotAsked.Count == 0 ? "" : $" Not asked: {string.Join("; ", report.NotAsked.Take(MostNamed))}{(report.NotAsked.Count > MostNamed ? $"; {report.NotAsked.Count - MostNamed} more" : "")}.";
        return wrong == 0 ? $"Proven: the kernel agrees with the rules as they were read, in {calls}.{left}" : $"Disproved: in {wrong} of {calls} the kernel decided otherwise.{left}";
    }

    const int MostNamed = 5;
}
