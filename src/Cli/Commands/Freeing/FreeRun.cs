using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Engine.Freeing;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Cli.Commands.Freeing;

/// <summary>Reads, plans, shows, asks, carries out, looks again, tells.</summary>
sealed class FreeRun(Surroundings around)
{
    // What restarts a server mostly does so at once; supervisors wait up to two seconds before a new try (runit, supervisord: 1 s).
    // A port that is taken back is told, not reported as free.
    static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan Comeback = TimeSpan.FromMilliseconds(2500);

    // A filter that says less than was meant (port!=1) must not end all that listens.
    const int Many = 16;

    public int Run(FreeRequest request)
    {
        var held = Held.Of(request);
        var inventory = around.Machine();
        var snapshot = inventory.Take(held.Options);
        if (!snapshot.Host.HasProcesses)
            throw new InventoryUnavailableException("/proc is not mounted: who holds a port cannot be looked at, and nothing is signalled. Mount it: mount -t proc proc /proc");
        if (!snapshot.Host.CountsProcessesAsWeDo)
            throw new InventoryUnavailableException("/proc belongs to another pid namespace: its numbers mean other processes here, and none is signalled. "
                + "Mount this namespace's own (mount -t proc proc /proc), or run berth free outside.");
        if (!snapshot.Processes.ContainsKey(Environment.ProcessId))
            throw new InventoryUnavailableException("This very process could not be read in /proc, so whose parents must be spared is not known, and nothing is signalled. Try again.");
        var options = new FreeOptions { OwnPid = Environment.ProcessId, Tree = request.Tree, Sessions = request.Sessions };
        var plan = FreePlanner.Plan(snapshot, held.In(snapshot), options);
        var report = new FreeReport(request, plan);

        if (!request.Json) Show(plan, held, snapshot);
        if (plan.Steps.Count == 0 || request.DryRun) return Finish(report);
        if (!Agreed(request, plan)) return Finish(report with { Declined = true });

        var runner = new StepRunner(around.Clock, snapshot.Host.UserId, request.Grace, request.Force, step => IsStillHeld(step, inventory, held));
        var results = CarryOut(plan.Steps, runner, request);
        var later = LookAgain(plan, inventory, held);
        // Agreed to already: the plan says that workers end with their parent.
        if (Leftovers.Of(plan, later, held.Rows(later), options) is { Count: > 0 } leftovers)
        {
            results.AddRange(CarryOut(leftovers, runner, request));
            report = report with { Plan = plan with { Steps = [.. plan.Steps, .. leftovers] } };
            later = LookAgain(plan, inventory, held);
        }
        return Finish(report with { Results = results, Outcomes = new Verification(inventory, held).Of(report.Plan, later) });
    }

    static bool IsStillHeld(FreeStep step, ISocketInventory inventory, Held held)
    {
        var inodes = step.Closes.Select(static socket => socket.Inode).ToHashSet();
        return inventory.Take(held.Options).Sockets.Any(socket => inodes.Contains(socket.Inode));
    }

    // As long as somebody lives who may start it again, a port that is free now says little.
    Snapshot LookAgain(FreePlan plan, ISocketInventory inventory, Held held)
    {
        var options = held.Options with { Processes = [.. held.Options.Processes, .. plan.Keepers.Select(static keeper => keeper.Pid)] };
        var start = around.Clock.GetTimestamp();
        while (true)
        {
            Task.Delay(Settle, around.Clock).GetAwaiter().GetResult();
            var later = inventory.Take(options);
            var mayComeBack = plan.Keepers.Any(keeper => later.Processes.TryGetValue(keeper.Pid, out var now) && now.Key == keeper.Key);
            if (!mayComeBack || FreeOutcome.IsTaken(plan, later) || around.Clock.GetElapsedTime(start) >= Comeback) return later;
        }
    }

    List<StepResult> CarryOut(IReadOnlyList<FreeStep> steps, StepRunner runner, FreeRequest request)
    {
        var results = new List<StepResult>();
        foreach (var step in steps)
        {
            var result = runner.Run(step);
            results.Add(result);
            if (!request.Json) around.Say(Escape.ForTerminal(result.Sentence));
        }
        return results;
    }

    void Show(FreePlan plan, Held held, Snapshot snapshot)
    {
        if (plan.IsEmpty)
        {
            around.Say(Escape.ForTerminal(held.Nothing));
            // What was not read could hold it all the same.
            foreach (var shortfall in snapshot.Shortfalls) around.Say(Escape.ForTerminal($"Note: {shortfall.What}"));
        }
        foreach (var step in plan.Steps) around.Say(Escape.ForTerminal(step.Sentence));
        foreach (var warning in plan.Warnings) around.Say(Escape.ForTerminal($"Note: {warning}"));
        foreach (var refusal in plan.Refusals)
            around.Say(Escape.ForTerminal(refusal.Remedy is { } remedy ? $"Left alone: {refusal.Sentence} Try: {remedy}" : $"Left alone: {refusal.Sentence}"));
    }

    bool Agreed(FreeRequest request, FreePlan plan)
    {
        if (plan.Steps.Count > Many && !request.Many)
        {
            around.Say($"That is {plan.Steps.Count} at once, and nothing was done. Narrow the filter, or add --many when you mean them all.");
            return false;
        }
        if (request.Yes) return true;
        if (request.Json || !around.Terminal.CanAsk)
        {
            around.Say("berth free: nothing was done: there is nobody to ask. Give --yes to do it, or --dry-run to only look.");
            return false;
        }
        around.Error.Write(plan.Steps.Count == 1 ? "Do it? [y/N] " : $"Do these {plan.Steps.Count} steps? [y/N] ");
        around.Error.Flush();
        if (around.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES") return true;
        around.Say("Nothing was done.");
        return false;
    }

    int Finish(FreeReport report)
    {
        if (report.Request.Json) FreeJson.Write(report, around.Out);
        else foreach (var outcome in report.Outcomes) around.Out.Line(Escape.ForTerminal(outcome.Sentence));
        return report.ExitCode;
    }
}
