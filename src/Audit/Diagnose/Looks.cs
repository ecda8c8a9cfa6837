using Berth.Audit.Diagnose.Cases;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Protocols;

namespace Berth.Audit.Diagnose;

/// <summary>What was looked at, in a line each.</summary>
static class Looks
{
    public static IReadOnlyList<Look> Of(Case patient)
    {
        var looks = new List<Look>();
        if (patient.Target.Address is null) looks.Add(new Look("name", Name(patient)));
        looks.Add(new Look("bound", Bound(patient)));
        foreach (var path in patient.Facts.Attempts) looks.Add(new Look("connect", $"{path.At} {Say.Outcome(path)}"));
        if (patient.Connected is { } connected)
        {
            if (connected.Tls is { } tls) looks.Add(new Look("tls", tls.IsDone ? $"handshake in {Say.Took(tls.Took)}, certificate for {Names(tls.Certificate)}" : $"no handshake: {tls.Problem}"));
            foreach (var http in (HttpAttempt?[])[connected.Http, connected.HttpOverTls])
                if (http is not null) looks.Add(new Look("http", Http(http)));
            if (connected.Met is { } met) looks.Add(new Look("other end", $"{met}, not {connected.At}"));
            if (connected.Unasked is { } unasked) looks.Add(new Look("unasked", Unasked(unasked)));
        }
        if (patient.Target.MaySpeakHttp) looks.Add(new Look("proxy", Proxy(patient.Facts.Proxy)));
        return looks;
    }

    static string Name(Case patient)
    {
        var name = patient.Facts.Name;
        return name.Addresses.Count == 0 ? $"{name.Name}: {name.Failure}" : $"{name.Name} is {string.Join(", then ", name.Addresses)}{Say.Source(name)}";
    }

    static string Bound(Case patient) => patient.Listeners.Count == 0
        ? $"nothing listens on port {patient.Port}"
        : string.Join("; ", patient.Listeners.Select(static row => $"{Words.Place(row.Socket)} by {Say.Who(row)}"));

    static string Names(CertificateFacts? certificate) => certificate is { Names.Count: > 0 } ? Words.Join(certificate.Names.Take(6)) : certificate?.Subject ?? "nobody";

    static string Http(HttpAttempt http) => http.Outcome switch
    {
        HttpOutcome.Answered => $"{http.Status} in {Say.Took(http.Took)}{(http.Trail is { } trail ? $", redirects {Say.Trail(trail)}" : http.Location is { } to ? $", redirects to {to}" : "")}{End(http.Last)}",
        HttpOutcome.SpeaksTls => "a TLS alert",
        HttpOutcome.NotHttp => $"not HTTP: {Say.Quote(http.Text)}",
        HttpOutcome.Silent => $"no answer in {Say.Took(http.Took)}",
        _ => "closed without an answer",
    };

    static string End(HttpAttempt last) => last.End switch
    {
        HttpEnd.Cut => ", and ends before its body does",
        HttpEnd.Stalled => ", and the rest of its body does not come",
        _ => "",
    };

    static string Unasked(UnaskedAttempt unasked) => unasked.Outcome switch
    {
        UnaskedOutcome.Closes => $"closed after {Say.Took(unasked.Took)}, although nothing was asked",
        UnaskedOutcome.Greets => $"greets with {Say.Quote(unasked.Text)}",
        _ => "waits for words",
    };

    static string Proxy(ProxySettings proxy) => proxy.Variables.Count == 0
        ? "no proxy variables"
        : $"{string.Join(", ", proxy.Variables.Select(static one => $"{one.Name}={one.Value}"))}; {(proxy.Exceptions is { } except ? $"{except.Name}={except.Value}" : "no exceptions")}";
}
