using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose;

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
        var who = patient.ListenerAt(path) is { } row ? Say.Upper(Say.Who(row)) : "The server";
        if (path.Tls is { Outcome: TlsOutcome.NotTried } untried) return $"{who} accepts; what it says over TLS is not known: {untried.Problem}";
        if (path.Tls is { Outcome: TlsOutcome.Silent }) return $"{who} accepts and has not answered a TLS hello: what it speaks is not known.";
        var isUnanswered = path.Tls is not { IsDone: true } && path.Http is null or { Outcome: HttpOutcome.Closed };
        if (isUnanswered && path.Unasked is null) return $"{who} accepted a connection, and not the next one: it could not be asked anything.";
        if (isUnanswered && path.Http is not null)
            return $"{who} accepts, and hangs up when it is asked in HTTP: it may speak another protocol, or refuse this client.";
        return patient.LastAnswer switch
        {
            { Outcome: HttpOutcome.Silent } silent =>
                $"{who} accepts and has not answered a request within {Say.Took(silent.Took)}: it may be busy (a first request often builds), wait for another protocol, or be stuck.",
            { End: HttpEnd.Stalled } begun => $"{who} answers {begun.Status}, has begun to send and not ended: a page that streams, or a handler that is stuck.",
            _ => null,
        };
    }

    static string Healthy(Case patient)
    {
        var path = patient.Connected!;
        var who = patient.ListenerAt(path) is { } row ? Words.Holder(row).Text : "a server";
        var answer = path.Answer(patient.Target);
        var said = answer switch
        {
            { Outcome: HttpOutcome.Answered, Trail.Steps: [.., { Answer: { } last } step] } => $"answers {answer.Status}, and {step.Url}, where that leads, {last.Status} in {Say.Took(last.Took)}",
            { Outcome: HttpOutcome.Answered, Trail.Steps: [.., var away] } => $"answers {answer.Status} and leads to {away.Url}, which is not on this machine",
            { Outcome: HttpOutcome.Answered } => $"answers {answer.Status} in {Say.Took(answer.Took)}{(path.Tls is { IsDone: true } ? " over TLS" : "")}",
            { Outcome: HttpOutcome.NotHttp } => $"answers {Say.Quote(answer.Text)}",
            _ when path.Unasked is { Outcome: UnaskedOutcome.Greets } greeting => $"says {Say.Quote(greeting.Text)}",
            _ => "accepts connections; nothing was asked of it",
        };
        return $"{patient.Target.Place} works: {who} {said}.";
    }
}
