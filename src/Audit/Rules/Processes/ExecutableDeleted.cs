using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class ExecutableDeleted : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "exe-deleted",
        Title = "A service whose program is gone",
        Severity = new(Severity.Low, Severity.Info),
        Sees = "/proc/PID/exe of a listener ends in (deleted).",
        Why = "After an upgrade the old program runs on, with its old weaknesses. A program that no package owns and that deleted itself hides.",
        Fix = "Restart the service.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Process is null || view.Machine.ProgramOf(port.Process) is not { IsDeleted: true, IsMemory: false } file) return null;
        var isReplaced = file.Changed is not null;
        var isForeign = !isReplaced && file.Package is { How: Model.Knowledge.How.Observed, Value: null };
        return new Sighting(isReplaced ? $"{port.Process.Name} runs a version that was replaced since" : $"{port.Process.Name} runs a program whose file is gone")
        {
            Severity = isForeign && port.IsWide ? Severity.High : null,
            Evidence = [new Evidence("process", $"{file.Path} was {(isReplaced ? "replaced" : "deleted")} after the start")],
            Fixes = [new("Restart it", port.Restart)],
        };
    }
}
