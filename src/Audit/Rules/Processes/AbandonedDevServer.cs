using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Processes;

public sealed class AbandonedDevServer : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "zombie-dev",
        Title = "A development server that nobody tends",
        Severity = new(Severity.Low, Severity.Info),
        Sees = "A development server whose terminal and parent are gone, that has run for more than a day and serves nobody now.",
        Why = "It holds its port and its memory, and serves yesterday's code to whoever finds it.",
        Fix = "`berth free PORT`.",
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        var served = view.Snapshot.Sockets.Where(static socket => socket.State == SocketState.Established).Select(static socket => socket.LocalPort).ToHashSet();
        foreach (var port in view.Ports)
        {
            if (port.Process is not { ParentPid: 1, Terminal: null } process || port.Framework is null || port.Unit?.Name.EndsWith(".service", StringComparison.Ordinal) == true) continue;
            if (port.Container is not null || process.Started is not { } started || view.Snapshot.TakenAt - started < enough || served.Contains(port.Port)) continue;
            yield return Info.About(port, Info.Severity.At(port.Reach) ?? Severity.Info, $"{port.Framework} on {port.Port} was left running") with
            {
                Evidence = [new Evidence("process", $"pid {process.Pid} has run for {(int)(view.Snapshot.TakenAt - started).TotalDays} days, without a terminal, its parent is gone, and nobody is connected")],
                Fixes = [new("End it", $"berth free {port.Port}")],
            };
        }
    }

    static readonly TimeSpan enough = TimeSpan.FromDays(1);
}
