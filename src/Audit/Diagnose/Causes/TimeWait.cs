using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Nobody listens, and closed connections keep the port for a minute: a server without SO_REUSEADDR cannot come back yet.</summary>
sealed class TimeWait : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var kept = patient.Subject.Lingering;
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || kept.Count == 0) return null;
        return new Diagnosis(
            "time-wait", $"Nothing listens on port {patient.Port}, and the kernel keeps it for {Words.Count(kept.Count, "closed connection")} (TIME_WAIT, up to 60 seconds).",
            [$"{kept[0].Local} to {kept[0].Peer} is in TIME_WAIT; no process holds it.", Say.NobodyListens(patient), Say.Attempt(patient.Paths[0])],
            new Fix("Wait for it, then start the server; a server that sets SO_REUSEADDR need not wait", $"berth wait {patient.Port} --free --timeout 60s"))
        {
            How = How.Inferred,
            Reason = "why the server does not run cannot be seen; its next start may fail for this",
        };
    }
}
