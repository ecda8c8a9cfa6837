using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Sockets;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The server is stopped (Ctrl-Z, SIGSTOP, a debugger): the kernel still accepts for it, and nobody answers.</summary>
sealed class Stopped : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        foreach (var path in patient.Facts.Attempts)
        {
            if (patient.ListenerAt(path) is not { } row || !IsStopped(row.Owner)) continue;
            var first = row.Owner.First!;
            var traced = first.State == 't';
            return new Diagnosis(
                "stopped", $"{Say.Upper(Say.Who(row))} is stopped: it holds {Words.Place(row.Socket)} and does nothing.",
                [$"Its state is {first.State}: {(traced ? "a debugger holds it" : "stopped by a signal, such as Ctrl-Z")}.", Said(path)],
                traced
                    ? new Fix("Let it go on in the debugger", "continue")
                    : new Fix("Let it go on (in its terminal: fg)", $"{Rights(patient, first)}kill -CONT {Pids(row.Owner)}", $"{Rights(patient, first)}kill -STOP {Pids(row.Owner)}"));
        }
        return null;
    }

    /// <summary>Every holder: one that runs could still answer.</summary>
    public static bool IsStopped(Owner owner) => owner is { How: How.Observed, Processes.Count: > 0 } && owner.Processes.All(static process => process.State is 'T' or 't');

    static string Said(ConnectAttempt path) => path switch
    {
        { Http.Outcome: HttpOutcome.Silent } => $"The kernel accepted a connection to {path.At} for it; a request had no answer in {Say.Took(path.Http!.Took)}.",
        _ => Say.Attempt(path),
    };

    static string Pids(Owner owner) => string.Join(' ', owner.Processes.Select(static process => process.Pid));

    static string Rights(Case patient, ProcessFacts process) => patient.Host.UserId != 0 && patient.Host.UserId != process.UserId ? "sudo " : "";
}
