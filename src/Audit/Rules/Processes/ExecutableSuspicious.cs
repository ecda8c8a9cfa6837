using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Processes;

public sealed class ExecutableSuspicious : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "exe-suspicious",
        Title = "A listener from a folder for leftovers",
        Severity = new(Severity.High, Severity.Medium),
        Sees = "The program of a listener lies in /tmp, /dev/shm or another folder that all may write to, or only in memory, and belongs to no package.",
        Why = "Programs that somebody smuggled in often run from there.",
        Fix = "Find out who started it; end it if nobody knows it.",
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Process is null || view.Machine.ProgramOf(port.Process) is not { } file) return null;
        if (!file.IsMemory && (!file.InSharedFolder || file.Package.Value is not null)) return null;
        return new Sighting(file.IsMemory ? $"{port.Process.Name} runs from memory, without a file" : $"{port.Process.Name} runs from a folder that everybody may write to")
        {
            Evidence = [new Evidence("process", $"pid {port.Process.Pid} runs {file.Path}")],
            Fixes = [new("Look at who started it", $"berth explain pid:{port.Process.Pid}"), new("End it when nobody knows it", $"berth free {port.Port}")],
        };
    }
}
