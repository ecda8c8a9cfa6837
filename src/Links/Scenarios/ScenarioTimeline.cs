using System.Text;
using Berth.Links.Specs;
using Berth.Links.Units;

namespace Berth.Links.Scenarios;

/// <summary>A scenario with its ramps and repetitions written out: what the runner plays, and what a dry run shows.</summary>
public static class ScenarioTimeline
{
    /// <summary>All steps in order; none of them a ramp or a repetition.</summary>
    public static IEnumerable<ScenarioStep> Expand(Scenario scenario) => Expand(scenario.Steps);

    /// <summary>
    /// The steps as text, a line each: when, and what. After a wait whose end nobody knows, times are counted from there ("+5s").
    /// <code>
    ///   0        latency=10ms
    ///   5s       + latency=100ms
    ///   64KB passed
    ///   +0       off
    /// </code>
    /// </summary>
    /// <param name="most">Lines at most; what is left out is said.</param>
    public static string Text(Scenario scenario, int most = 200)
    {
        var text = new StringBuilder();
        var (at, mark, lines) = (TimeSpan.Zero, "", 0);
        foreach (var step in Expand(scenario))
        {
            if (lines++ == most) return text.Append("...\n").ToString();
            if (step.Wait.IsOpen)
            {
                text.Append(step.Wait).Append('\n');
                (at, mark) = (TimeSpan.Zero, "+");
            }
            else at += step.Wait.Time;
            text.Append($"{mark}{Quantity.Duration(at)}".PadRight(9)).Append(step.Action).Append('\n');
        }
        return text.ToString();
    }

    static IEnumerable<ScenarioStep> Expand(IReadOnlyList<ScenarioStep> steps)
    {
        foreach (var step in steps)
        {
            var expanded = step.Action switch
            {
                ScenarioAction.Repeat repeat => Enumerable.Repeat(repeat.Steps, repeat.Times).SelectMany(Expand),
                ScenarioAction.Ramp ramp => Climb(ramp),
                _ => [step with { Wait = StepWait.Nothing }],
            };
            // The first of them has waited for what the step waits for; nothing else may happen meanwhile.
            var wait = step.Wait;
            foreach (var next in expanded)
            {
                if (wait == default || next.Wait == default) yield return wait == default ? next : next with { Wait = wait };
                else
                {
                    yield return new(wait, new ScenarioAction.Rest());
                    yield return next;
                }
                wait = default;
            }
        }
    }

    static IEnumerable<ScenarioStep> Climb(ScenarioAction.Ramp ramp)
    {
        var pause = StepWait.For(ramp.Over / ramp.Steps);
        yield return new(StepWait.Nothing, new ScenarioAction.Put(ramp.From));
        for (var i = 1; i <= ramp.Steps; i++)
            yield return new(pause, new ScenarioAction.Put(FaultBetween.At(ramp.From, ramp.To, (double)i / ramp.Steps)));
    }
}
