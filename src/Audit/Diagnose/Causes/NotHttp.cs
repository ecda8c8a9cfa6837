using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>http:// to a port that speaks something else.</summary>
sealed class NotHttp : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Target.Scheme is null || patient.Connected is not { Http: { Outcome: HttpOutcome.NotHttp } plain } path || path.Tls is { IsDone: true }) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "What listens there";
        return new Diagnosis(
            "not-http", $"{who} answers on port {patient.Port}, but not in HTTP.",
            [$"A request to {path.At} was answered {Say.Quote(plain.Text)}."],
            new Fix("Use the client of its own protocol, or the port of the web server", $"berth explain {patient.Port}"));
    }
}
