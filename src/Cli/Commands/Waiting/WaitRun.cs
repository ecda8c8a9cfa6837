using Berth.Cli.Hosting;
using Berth.Cli.Rendering;
using Berth.Probes.Rights;
using Berth.Workbench.Json;
using Berth.Workbench.Waiting;

namespace Berth.Cli.Commands.Waiting;

/// <summary>Waits, and says how it ended.</summary>
sealed class WaitRun(CommandContext context)
{
    public int Run(WaitQuestion question, TimeSpan limit, bool json)
    {
        if (!new WaitForServer(context.ForWorkbench()).Wait(question, limit).IsDone(out var end, out var refusal))
            throw UsageException.Of("berth wait", refusal);
        if (json) WaitJson.Write(end, context.Out);
        else context.Say(Words(end));
        return end.Verdict switch
        {
            WaitVerdict.Done => ExitCode.Done,
            WaitVerdict.NoRight => ExitCode.NoRight,
            _ => ExitCode.TimedOut,
        };
    }

    static string Words(WaitEnd end)
    {
        var (what, time) = (Escape.ForTerminal(end.Question.Text), $"{end.Took.TotalSeconds:0.0} s");
        var problem = Escape.ForTerminal(end.Problem ?? "");
        return (end.Verdict, end.Question) switch
        {
            (WaitVerdict.Done, WaitQuestion.Free) => $"{what} can be bound, after {time}.",
            (WaitVerdict.Done, WaitQuestion.Http) => $"{what} answers {end.Reached[0]}, after {time}.",
            (WaitVerdict.Done, _) => $"{what} answers on {string.Join(" and ", end.Reached)}, after {time}.",
            (WaitVerdict.NoRight, _) => $"berth wait: {problem}. Ask with more rights: {AsRoot.With($"wait {what} --free")}",
            (_, WaitQuestion.Free) => $"berth wait: {what} was not free after {time}: {problem}. See `berth explain {what}`.",
            _ => $"berth wait: {what} was not there after {time}: {problem}. See `berth explain {what}`.",
        };
    }
}
