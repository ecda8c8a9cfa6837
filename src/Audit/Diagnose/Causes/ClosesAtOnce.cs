using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Listing;
using Berth.Engine.Origins;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>
/// It accepts and hangs up without a word. Of a container's port forwarder that means that nothing listens inside on the
/// container's own address: a server in a container must not listen on the container's localhost.
/// </summary>
sealed class ClosesAtOnce : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected is null && patient.Paths.FirstOrDefault(static path => path.Outcome == ConnectOutcome.Reset) is { } cut && patient.ListenerAt(cut) is { } resetting)
            return new Diagnosis(
                "closes-at-once", $"{Say.Upper(Say.Who(resetting))} accepts on port {patient.Port} and cuts the connection at once.",
                [Say.Listens(resetting), Say.Attempt(cut)], new Fix("Its log may say why: it may refuse this client, or fail as it accepts", $"berth explain {patient.Port}"));
        if (patient.Connected is not { } path || path.Tls is { IsDone: true }) return null;
        var row = patient.ListenerAt(path);
        if (path.Unasked is not { Outcome: UnaskedOutcome.Closes } unasked) return AfterARequest(patient, path, row);
        var said = $"{path.At} accepted, and closed after {Say.Took(unasked.Took)} although nothing was asked.";
        if (row?.Owner.First is { } first && PortForwarder.Of(first) is { } forwarder)
            return new Diagnosis(
                "container-loopback", $"The container behind {Say.Who(row)} does not listen where the port leads{(forwarder.Target is { } inside ? $" ({inside})" : "")}.",
                [Say.Listens(row), said],
                new Fix("Inside the container, let the server listen on 0.0.0.0 instead of 127.0.0.1", forwarder.WhoPublishes(row.Socket)))
            {
                How = How.Inferred,
                Reason = "the forwarder hangs up when nothing answers inside",
            };
        return new Diagnosis(
            "closes-at-once", $"{(row is null ? "The server" : Say.Upper(Say.Who(row)))} accepts on port {patient.Port} and hangs up at once.",
            [said], new Fix("Its log may say why: it may refuse this client, or fail as it accepts", $"berth explain {patient.Port}"));
    }

    // A bare port may be anything that waits for its own protocol's words.
    static Diagnosis? AfterARequest(Case patient, ConnectAttempt path, Row? row) => patient.Target.Scheme is null || path.Http is not { Outcome: HttpOutcome.Closed } plain
        ? null
        : new Diagnosis(
            "closes-at-once", $"{(row is null ? "The server" : Say.Upper(Say.Who(row)))} accepts on port {patient.Port} and hangs up without an answer.",
            [$"{path.At} accepted, and closed {Say.Took(plain.Took)} after a request, without a word."],
            new Fix("Its log may say why; it may not speak HTTP, or refuse this client", $"berth explain {patient.Port}"));
}
