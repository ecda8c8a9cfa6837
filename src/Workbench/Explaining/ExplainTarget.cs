using Berth.Engine.Explain;
using Berth.Engine.Targets;
using Berth.Localhost;
using Berth.Model.Addressing;
using Berth.Places;
using Berth.Probes.Machines;

namespace Berth.Workbench.Explaining;

/// <summary>Says what a port, an address, a process or a pasted message is about.</summary>
public sealed class ExplainTarget(WorkbenchContext context)
{
    /// <param name="commands">The commands of the program that shows it: only these are proposed.</param>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public Explained Explain(Target target, IReadOnlyList<string> commands)
    {
        var snapshot = context.Machine.Take(TargetQuestion.For(target));
        var options = new ExplainOptions
        {
            Directory = context.Directory,
            CheckoutOfAddress = CheckoutOf(target),
            Commands = commands,
        };
        return new Explained(Explainer.Explain(target, snapshot, options), snapshot);
    }

    static string? CheckoutOf(Target target)
    {
        if (!OperatingSystem.IsLinux() || target is not NetworkTarget { Host.Address: { } address }) return null;
        if (!CheckoutAddresses.Contains(address.Unmapped) || UserFolders.State is not { } state) return null;
        return ProjectLocalhost.RootOf(state, address.Unmapped);
    }
}
