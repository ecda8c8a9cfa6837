using Berth.Engine.Freeing;
using Berth.Model.Results;
using Berth.Model.Snapshots;
using Berth.Probes.Machines;

namespace Berth.Workbench.Freeing;

/// <summary>
/// Frees ports: reads and plans; then, when the person agreed, carries out, looks again, and verifies.
/// </summary>
public sealed class FreePorts(WorkbenchContext context)
{
    /// <summary>A filter that says less than was meant (port!=1) must not end all that listens.</summary>
    public const int Many = 16;

    // What restarts a server mostly does so at once; supervisors wait up to two seconds before a new try (runit,
    // supervisord: 1 s).
    // A port that is taken back is told, not reported as free.
    static readonly TimeSpan settle = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan comeback = TimeSpan.FromMilliseconds(2500);

    /// <summary>Reads the machine and plans. Changes nothing.</summary>
    /// <returns>The plan; or why the filter is not acted upon.</returns>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read, or not so that it is known whom to spare.</exception>
    public Result<FreeLook> Look(FreeRequest request)
    {
        if (!Held.Of(request).IsDone(out var held, out var vague)) return vague;
        var snapshot = context.Machine.Take(held.Options);
        RequireWhoIsWho(snapshot);
        var plan = FreePlanner.Plan(snapshot, held.In(snapshot), Options(request));
        return new FreeLook(request, plan, snapshot, held);
    }

    /// <summary>
    /// Carries the plan out. Takes as long as what it ends, at most a few times <see cref="FreeRequest.Grace"/>.
    /// </summary>
    /// <param name="told">Called after each step.</param>
    public FreeReport CarryOut(FreeLook look, Action<StepResult> told)
    {
        var (request, plan, held) = (look.Request, look.Plan, look.Held);
        var runner = new StepRunner(context.Clock, look.Snapshot.Host.UserId, request, step => IsStillHeld(step, held));
        var results = CarryOut(plan.Steps, runner, told);
        var later = LookAgain(plan, held);
        // Agreed to already: the plan says that workers end with their parent.
        if (Leftovers.Of(plan, later, held.Rows(later), Options(request)) is { Count: > 0 } leftovers)
        {
            results.AddRange(CarryOut(leftovers, runner, told));
            plan = plan with { Steps = [.. plan.Steps, .. leftovers] };
            later = LookAgain(plan, held);
        }
        var outcomes = new Verification(context.Machine, held).Of(plan, later);
        return new FreeReport(request, plan) { Results = results, Outcomes = outcomes };
    }

    static FreeOptions Options(FreeRequest request) =>
        new() { OwnPid = Environment.ProcessId, Tree = request.Tree, Sessions = request.Sessions };

    static void RequireWhoIsWho(Snapshot snapshot)
    {
        if (!snapshot.Host.HasProcesses)
            throw new InventoryUnavailableException("/proc is not mounted: who holds a port cannot be looked at, "
                + "and nothing is signalled. Mount it: mount -t proc proc /proc");
        if (!snapshot.Host.CountsProcessesAsWeDo)
            throw new InventoryUnavailableException("/proc belongs to another pid namespace: its numbers mean other processes here, "
                + "and none is signalled. Mount this namespace's own (mount -t proc proc /proc), or run berth free outside.");
        if (!snapshot.Processes.ContainsKey(Environment.ProcessId))
            throw new InventoryUnavailableException("This very process could not be read in /proc, so whose parents must be spared "
                + "is not known, and nothing is signalled. Try again.");
    }

    static List<StepResult> CarryOut(IReadOnlyList<FreeStep> steps, StepRunner runner, Action<StepResult> told)
    {
        var results = new List<StepResult>();
        foreach (var step in steps)
        {
            var result = runner.Run(step);
            results.Add(result);
            told(result);
        }
        return results;
    }

    bool IsStillHeld(FreeStep step, Held held)
    {
        var inodes = step.Closes.Select(static socket => socket.Inode).ToHashSet();
        return context.Machine.Take(held.Options).Sockets.Any(socket => inodes.Contains(socket.Inode));
    }

    // As long as somebody lives who may start it again, a port that is free now says little.
    Snapshot LookAgain(FreePlan plan, Held held)
    {
        var options = held.Options with { Processes = [.. held.Options.Processes, .. plan.Keepers.Select(static keeper => keeper.Pid)] };
        var start = context.Clock.GetTimestamp();
        while (true)
        {
            Task.Delay(settle, context.Clock).GetAwaiter().GetResult();
            var later = context.Machine.Take(options);
            var mayComeBack = plan.Keepers.Any(keeper => later.Processes.TryGetValue(keeper.Pid, out var now) && now.Key == keeper.Key);
            if (!mayComeBack || FreeOutcome.IsTaken(plan, later) || context.Clock.GetElapsedTime(start) >= comeback) return later;
        }
    }
}
