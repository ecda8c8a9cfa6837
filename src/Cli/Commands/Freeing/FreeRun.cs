using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Workbench.Freeing;
using Berth.Workbench.Json;

namespace Berth.Cli.Commands.Freeing;

/// <summary>Shows the plan, asks, has it carried out, tells.</summary>
/// <param name="yes">Do not ask.</param>
/// <param name="json">The plan and the results as JSON; never asks.</param>
sealed class FreeRun(CommandContext context, bool yes, bool json)
{
    public int Run(FreeRequest request)
    {
        var freeing = new FreePorts(context.ForWorkbench());
        if (!freeing.Look(request).IsDone(out var look, out var refusal)) throw UsageException.Of("berth free", refusal);
        var report = new FreeReport(request, look.Plan);

        if (!json) Show(look);
        if (look.Plan.Steps.Count == 0 || request.DryRun) return Finish(report);
        if (!Agreed(look)) return Finish(report with { Declined = true });
        return Finish(freeing.CarryOut(look, Tell));
    }

    void Tell(StepResult result)
    {
        if (!json) context.Say(Escape.ForTerminal(result.Sentence));
    }

    void Show(FreeLook look)
    {
        var plan = look.Plan;
        if (plan.IsEmpty)
        {
            context.Say(Escape.ForTerminal(look.Nothing));
            // What was not read could hold it all the same.
            foreach (var shortfall in look.Snapshot.Shortfalls) context.Say(Escape.ForTerminal($"Note: {shortfall.What}"));
        }
        foreach (var step in plan.Steps) context.Say(Escape.ForTerminal(step.Sentence));
        foreach (var warning in plan.Warnings) context.Say(Escape.ForTerminal($"Note: {warning}"));
        foreach (var refusal in plan.Refusals)
        {
            var remedy = refusal.Remedy is { } said ? $" Try: {said}" : "";
            context.Say(Escape.ForTerminal($"Left alone: {refusal.Sentence}{remedy}"));
        }
    }

    bool Agreed(FreeLook look)
    {
        var steps = look.Plan.Steps.Count;
        if (look.IsTooMany)
        {
            context.Say($"That is {steps} at once, and nothing was done. Narrow the filter, or add --many when you mean them all.");
            return false;
        }
        if (yes) return true;
        if (json || !context.Terminal.CanAsk)
        {
            context.Say("berth free: nothing was done: there is nobody to ask. Give --yes to do it, or --dry-run to only look.");
            return false;
        }
        context.Error.Write(steps == 1 ? "Do it? [y/N] " : $"Do these {steps} steps? [y/N] ");
        context.Error.Flush();
        if (context.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES") return true;
        context.Say("Nothing was done.");
        return false;
    }

    int Finish(FreeReport report)
    {
        if (json) FreeJson.Write(report, context.Out);
        else foreach (var outcome in report.Outcomes) context.Out.Line(Escape.ForTerminal(outcome.Sentence));
        return report.ExitCode;
    }
}
