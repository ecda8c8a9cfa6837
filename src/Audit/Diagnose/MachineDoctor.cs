using Berth.Audit.Diagnose.Cases;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose;

/// <summary>Says what of the machine itself is in the way of local servers, from facts alone.</summary>
public static class MachineDoctor
{
    public static DiagnosisReport Judge(MachineFacts facts)
    {
        var (found, notices, looked) = (new List<Diagnosis>(), new List<Diagnosis>(), new List<Look>());
        foreach (var check in Checks.All)
        {
            if (check.Judge(facts) is not { } diagnosis) looked.Add(new Look(check.Name, check.Seen(facts)));
            else (diagnosis.IsNotice ? notices : found).Add(diagnosis);
        }
        return found.Count == 0
            ? new DiagnosisReport(Health.Healthy, null, notices, looked, $"This machine is well: {looked.Count + notices.Count} checks, nothing in the way of local servers.")
            : new DiagnosisReport(Health.Found, found[0], [.. found[1..], .. notices], looked, null);
    }
}
