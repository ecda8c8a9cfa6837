using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Nobody listens on a number that the system hands out: what had it was given it for one run, and has another now.</summary>
sealed class HandedOutPort : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere || patient.Listeners.Count != 0 || !patient.IsHandedOut) return null;
        return new Diagnosis(
            "handed-out-port", $"Nothing listens on port {patient.Port}, a number that the system hands out by chance: whoever had it has gone or has another now.",
            [Say.NobodyListens(patient), Say.Attempt(patient.Paths[0]), $"The system hands out {patient.Host.EphemeralPorts.Value} by itself (net.ipv4.ip_local_port_range)."],
            new Fix("Look which port the server has now, and give it a fixed one outside that range", "berth ls"))
        {
            How = How.Inferred,
            Reason = "who had the port before cannot be seen",
        };
    }
}
