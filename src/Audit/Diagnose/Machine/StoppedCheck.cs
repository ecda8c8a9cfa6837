using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Diagnose.Causes;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>No server is stopped.</summary>
sealed class StoppedCheck : ICheck
{
    public string Name => "stopped";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var stopped = HungCheck.Listeners(facts).Where(static row => Stopped.IsStopped(row.Owner)).ToList();
        if (stopped is not [var first, ..]) return null;
        var host = facts.Snapshot.Host;
        var pids = string.Join(' ', stopped.SelectMany(static row => row.Owner.Processes).Select(static process => process.Pid).Distinct());
        var sudo = host.UserId != 0 && stopped.Any(row => row.Owner.Processes.Any(process => process.UserId != host.UserId)) ? "sudo " : "";
        return new Diagnosis(
            "stopped", $"{Say.Upper(Say.Who(first))} is stopped: it holds {Words.Place(first.Socket)} and does nothing.",
            [.. stopped.Select(static row => $"{Say.Listens(row)[..^1]}, in state {row.Owner.First!.State}.")],
            new Fix("Let it go on (in its terminal: fg)", $"{sudo}kill -CONT {pids}", $"{sudo}kill -STOP {pids}"));
    }

    public string Seen(MachineFacts facts) => "no server that could be seen is stopped";
}
