using Berth.Actions.Containers;
using Berth.Actions.Services;
using Berth.Actions.Signals;
using Berth.Engine.Freeing;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Workbench.Freeing;

/// <summary>Carries one step of a plan out, by the hand that is right for it.</summary>
/// <param name="isStillHeld">Whether a step's sockets are there still: asked just before a manager is, since a person may have thought about it.</param>
sealed class StepRunner(TimeProvider clock, uint userId, FreeRequest request, Func<FreeStep, bool> isStillHeld)
{
    // systemd gives a unit 90 s by default before it kills it (systemd-system.conf(5), DefaultTimeoutStopSec).
    static readonly TimeSpan UnitLimit = TimeSpan.FromSeconds(100);

    readonly TimeSpan grace = request.Grace;
    readonly ProcessSignaller signaller = new(clock);

    public StepResult Run(FreeStep step) => step switch
    {
        SignalProcess signal => End(signal),
        _ when !isStillHeld(step) => new StepResult(step, "let-go", true, false, "What was to be stopped had let go by itself: nothing was done."),
        StopUnit unit => Stop(unit),
        StopContainer container => Stop(container),
        _ => throw new InvalidOperationException($"No hand for {step.GetType().Name}."),
    };

    StepResult End(SignalProcess step)
    {
        var mayKill = request.Force && step.MayBeKilled;
        var result = signaller.End(step.Process, grace, mayKill, [.. step.Closes.Select(static socket => socket.Inode).Where(static inode => inode != 0)]);
        var who = $"{step.Name} (pid {step.Process.Pid})";
        var sentence = result switch
        {
            EndResult.Ended => $"{who} ended.",
            EndResult.Killed => $"{who} did not end within {grace.TotalSeconds:0.#} s and was killed.",
            EndResult.StillRunning when mayKill => $"{who} was killed and is still there: the kernel waits for a device or file system.",
            EndResult.StillRunning when !step.MayBeKilled => $"{who} was asked to end and still runs after {grace.TotalSeconds:0.#} s. It holds somebody's session, so it is not killed.",
            EndResult.StillRunning => $"{who} was asked to end and still runs after {grace.TotalSeconds:0.#} s. Give it longer with --grace, or kill it with --force.",
            EndResult.Gone => $"{who} had ended by itself.",
            EndResult.LetGo => $"{who} let go by itself before it was asked: nothing was sent.",
            EndResult.Released => $"{who} let go and still runs.",
            EndResult.Reused => $"pid {step.Process.Pid} belongs to another process now: nothing was sent.",
            EndResult.NoRight => $"{who} may not be ended by this user.",
            _ => $"{who} was left alone: this system offers no signal that cannot hit another process.",
        };
        var went = result is EndResult.Ended or EndResult.Killed or EndResult.Gone or EndResult.Reused or EndResult.LetGo or EndResult.Released;
        return new StepResult(step, result.Name(), went, result == EndResult.NoRight, sentence);
    }

    StepResult Stop(StopUnit step)
    {
        var (outcome, said) = OperatingSystem.IsLinux() ? new UnitStopper().Stop(step.Unit, userId, UnitLimit) : new UnitResult(UnitOutcome.NoManager, null);
        var name = step.Unit.Name;
        return outcome == UnitOutcome.Stopped
            ? new StepResult(step, "stopped", true, false, $"{name} stopped. It starts again with `systemctl {(step.Unit.ManagerUserId is null ? "" : "--user ")}start {name}`.")
            : new StepResult(step, NameOf(outcome), false, outcome == UnitOutcome.NoRight, $"{name} was not stopped: {said}.");
    }

    StepResult Stop(StopContainer step)
    {
        var (outcome, said) = ContainerStopper.ForThisMachine().StopAsync(step.Container, step.Group, grace, default).GetAwaiter().GetResult();
        var label = step.Container.Label;
        return outcome switch
        {
            ContainerOutcome.Stopped => new StepResult(step, "stopped", true, false, $"The container {label} stopped."),
            ContainerOutcome.AlreadyStopped => new StepResult(step, "stopped", true, false, $"The container {label} had stopped by itself."),
            _ => new StepResult(step, outcome == ContainerOutcome.NoRight ? "no-right" : "failed", false, outcome == ContainerOutcome.NoRight, $"The container {label} was not stopped: {said}."),
        };
    }

    static string NameOf(UnitOutcome outcome) => outcome switch
    {
        UnitOutcome.NoRight => "no-right",
        UnitOutcome.TimedOut => "timed-out",
        _ => "failed",
    };
}
