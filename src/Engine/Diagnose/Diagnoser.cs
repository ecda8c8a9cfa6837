using Berth.Engine.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model;

namespace Berth.Engine.Diagnose;

/// <summary>Names the one cause for which a target does not work, from facts alone.</summary>
public static class Diagnoser
{
    public static DiagnosisReport Judge(DiagnosisFacts facts)
    {
        var patient = new Case(facts);
        var holding = new List<Diagnosis>();
        foreach (var causes in Questions.All)
            foreach (var cause in causes)
            {
                if (cause.Judge(patient) is not { } diagnosis) continue;
                holding.Add(diagnosis);
                break;
            }
        var looked = Looks.Of(patient);
        if (holding.Count != 0) return new DiagnosisReport(Health.Found, holding[0], holding[1..], looked, null);
        return Undecided(patient) is { } why
            ? new DiagnosisReport(Health.Unknown, null, [], looked, why)
            : new DiagnosisReport(Health.Healthy, null, [], looked, Healthy(patient));
    }

    static string? Undecided(Case patient)
    {
        var target = patient.Target;
        if (patient.IsRemote)
            return $"{target.Host} is not this machine: Berth connects to loopback and to this machine's own addresses only. The name and the proxy variables are all that was looked at.";
        if (patient.Connected is not { } path)
            return $"No connection to {target.Place} came about, and nothing that was looked at says why.";
        if (patient.ListenerAt(path) is { } seen && patient.After(seen) is null) return $"{Say.Upper(Say.Who(seen))} went away while it was looked at.";
        if (!target.MaySpeakHttp) return null;
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        if (path.Answer(target) is { Outcome: HttpOutcome.Silent } silent)
            return $"{who} accepts and has not answered a request within {Say.Took(silent.Took)}: it may be busy (a first request often builds), wait for another protocol, or be stuck.";
        if (path.Tls is { Outcome: TlsOutcome.NotTried } untried) return $"{who} accepts; what it says over TLS is not known: {untried.Problem}";
        return path.Tls is { Outcome: TlsOutcome.Silent } ? $"{who} accepts and has not answered a TLS hello: what it speaks is not known." : null;
    }

    static string Healthy(Case patient)
    {
        var path = patient.Connected!;
        var who = patient.ListenerAt(path) is { } row ? Words.Holder(row).Text : "a server";
        var answer = path.Answer(patient.Target);
        var said = answer switch
        {
            { Outcome: HttpOutcome.Answered } => $"answers {answer.Status} in {Say.Took(answer.Took)}{(path.Tls is { IsDone: true } ? " over TLS" : "")}",
            { Outcome: HttpOutcome.NotHttp } => $"answers {Say.Quote(answer.Text)}",
            _ => "accepts connections",
        };
        return $"{patient.Target.Place} works: {who} {said}.";
    }
}
