using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Engine.Listing;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Nobody is there: the server is not started, or it took another port.</summary>
sealed class NothingListens : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (!patient.IsNobodyThere) return null;
        var near = Neighbours.OfProject(patient.Subject) ?? Neighbours.Nearest(patient.Subject, patient.Port);
        List<string> proof = [Say.NobodyListens(patient), .. patient.Facts.Attempts.Select(Say.Attempt)];
        if (near is null)
            return new Diagnosis("nothing-listens", $"Nothing listens on port {patient.Port}: the server is not running, or has another port.", proof,
                new Fix("Start the server, and wait until it is there", $"berth wait {patient.Port}"));
        proof.Add(Say.Listens(near));
        return new Diagnosis("nothing-listens", $"Nothing listens on port {patient.Port}; {Say.Who(near)} listens on {near.Socket.LocalPort}.", proof,
            new Fix("If that is the one, use its port", Say.Curl(patient, HostOf(patient, near), near.Socket.LocalPort)))
        {
            How = How.Inferred,
            Reason = "that it is the one you mean is a guess from its project or its number",
        };
    }

    static string HostOf(Case patient, Row near) => near.Socket.LocalAddress switch
    {
        { IsWildcard: true } or { IsLoopback: true } => patient.Target.HostInUrl,
        { Family: InetFamily.V6 } address => $"[{address}]",
        var address => address.ToString(),
    };
}
