using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Engine.Origins;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>The port is the container's own; on this machine it is published under another number or address.</summary>
sealed class PublishedElsewhere : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere) return null;
        var forwarders = patient.Subject.AllListeners.Where(row => Leads(row, patient)).ToList();
        if (forwarders is not [var row, ..]) return null;
        var target = PortForwarder.Of(row.Owner.First!)!.Target;
        return new Diagnosis(
            "published-elsewhere", $"Port {patient.Port} is a container's own; here it is published as {Words.Place(row.Socket)}.",
            [$"{Say.Upper(Say.Who(row))} listens on {Words.Place(row.Socket)} and leads to {target}.", Say.NobodyListens(patient), Say.Attempt(patient.Paths[0])],
            new Fix("Use the published port", Say.Curl(patient, "localhost", row.Socket.LocalPort)));
    }

    static bool Leads(Row row, Case patient) => row.Socket.LocalPort != patient.Port
        && row.Owner.First is { } first
        && PortForwarder.Of(first)?.Target is { } target
        && target.EndsWith($":{patient.Port}", StringComparison.Ordinal);
}
