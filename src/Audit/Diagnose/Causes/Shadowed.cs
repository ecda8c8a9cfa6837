using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Addressing;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Two programs share the port, one per address: which one a client meets depends on the address that it tries first.</summary>
sealed class Shadowed : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.Target.IsLocalhostName) return null;
        if (patient.ListenerAt(InetAddress.LoopbackV4) is not { } v4 || patient.ListenerAt(InetAddress.LoopbackV6) is not { } v6 || SplitSection.IsSameProgram(v4, v6)) return null;
        return new Diagnosis(
            "shadowed", $"Two programs are behind {patient.Target.Place}: 127.0.0.1 leads to {Say.Who(v4)}, ::1 to {Say.Who(v6)}.",
            [Say.Listens(v4), Say.Listens(v6), .. patient.Facts.Attempts.Select(Say.Attempt), patient.Facts.Name.Addresses.Count == 0 ? "Browsers and curl try both addresses." : Say.Name(patient.Facts.Name)],
            new Fix("End the one that you do not mean, or name the address that you mean", $"berth free {patient.Port} --dry-run"));
    }
}
