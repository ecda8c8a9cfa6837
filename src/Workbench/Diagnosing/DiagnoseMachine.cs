using System.Runtime.Versioning;
using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Kernel;
using Berth.Localhost;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Probes.Machines;

namespace Berth.Workbench.Diagnosing;

/// <summary>Says why a local server cannot be reached. Connects to this machine only, and changes nothing.</summary>
public sealed class DiagnoseMachine(WorkbenchContext context)
{
    /// <summary>
    /// Takes a few seconds at most. Root's rights are laid down for good before the server is listened to.
    /// </summary>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public DiagnosedTarget Target(DiagnosisTarget target)
    {
        var facts = context.Machine.Try(target, context.Directory, () => context.LayDownRights(true));
        var report = Diagnoser.Judge(facts);
        return new(report, facts, [.. facts.Snapshot.Shortfalls.Where(shortfall => RestsOn(report, shortfall))]);
    }

    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public DiagnosedMachine Machine()
    {
        var facts = context.Machine.Facts();
        return new(MachineDoctor.Judge(facts), facts);
    }

    /// <exception cref="InventoryUnavailableException">It is there on Linux only.</exception>
    public DiagnosedKernel Kernel()
    {
        var facts = context.Machine.Kernel();
        if (OperatingSystem.IsLinux()) facts = WithHooks(facts);
        return new(KernelDoctor.Judge(facts), facts);
    }

    [SupportedOSPlatform("linux")]
    static KernelFacts WithHooks(KernelFacts facts)
    {
        var hooks = LocalhostTrial.Run(out var refusal);
        return facts with { Hooks = hooks, HooksRefusal = refusal };
    }

    // The cause says itself when a holder is hidden; another namespace matters only to a port that nobody has here.
    static bool RestsOn(DiagnosisReport report, Shortfall shortfall) => shortfall.Kind switch
    {
        ShortfallKind.Owners => false,
        ShortfallKind.Namespaces => report.Verdict != Health.Healthy,
        _ => true,
    };
}
