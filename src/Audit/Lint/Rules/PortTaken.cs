using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Audit.Lint.Contract;
using Berth.Engine.Holders;
using Berth.Model.Addressing;
using Berth.Model.Repository;
using Berth.Model.Sockets;

namespace Berth.Audit.Lint.Rules;

public sealed class PortTaken : ILintRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "port-taken",
        Title = "Something else holds a declared port now",
        Severity = new(Severity.Low),
        Sees = "A declared port is held, at this moment and on this machine, by a process that does not run in this repository.",
        Why = "The service will not start, or a client will talk to the wrong program.",
        Fix = "`berth explain PORT` says what holds it; `berth free PORT` ends it.",
    };

    public IEnumerable<Finding> Find(LintFacts facts)
    {
        var listeners = facts.Snapshot.Sockets.Where(socket => socket is { IsListener: true, Namespace.IsOurs: true } && !IsOurs(socket, facts.Root))
            .GroupBy(static socket => (socket.Protocol, socket.LocalPort)).ToDictionary(static port => port.Key, static port => port.First());
        foreach (var one in facts.OnThisMachine.DistinctBy(static one => (one.Unit, one.Ports)))
        {
            if (Holder(one, listeners) is not { } holder) continue;
            yield return Info.About(one, $"Port {holder.LocalPort} is held by {holder.Owner.First?.Name ?? "another process"} now") with
            {
                Evidence = [new Evidence("file", $"{one.Path}:{one.Line}: {one.Text}"), new Evidence("bind", $"{HolderWords.Of(holder, facts.Snapshot.Host)} listens on {holder.Local}")],
                Fixes = [new("See what it is", $"berth explain {holder.LocalPort}")],
            };
        }
    }

    static SocketRecord? Holder(PortDeclaration one, Dictionary<(Protocol, Port), SocketRecord> listeners)
    {
        for (int port = one.Ports!.First.Number; port <= one.Ports.Last.Number; port++)
            if (listeners.TryGetValue((one.Protocol, new Port((ushort)port)), out var holder)) return holder;
        return null;
    }

    // A service of this repository that runs, from its folder or a folder below, and a container that publishes for it.
    static bool IsOurs(SocketRecord socket, string root) => socket.Owner.Processes.Any(process =>
        process.ForwardsTo.Value is not null || process.SeesOtherFiles is false && (process.Project.Value?.Root == root || process.Directory.Value is { } folder && (folder == root || folder.StartsWith($"{root}/", StringComparison.Ordinal))));
}
