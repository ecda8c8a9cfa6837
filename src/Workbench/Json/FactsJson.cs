using System.Text.Json;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>What was read and tried for a target, for programs.</summary>
public static class FactsJson
{
    public static void Write(DiagnosisFacts facts, Utf8JsonWriter json)
    {
        json.WriteStartObject("name"u8);
        json.WriteString("name"u8, facts.Name.Name);
        json.WritePropertyName("addresses"u8);
        JsonText.Write([.. facts.Name.Addresses.Select(static address => address.ToString())], json);
        json.WriteString("failure"u8, facts.Name.Failure);
        json.WriteEndObject();
        json.WriteStartArray("attempts"u8);
        foreach (var attempt in facts.Attempts) Write(attempt, json);
        json.WriteEndArray();
        json.WriteStartObject("proxy"u8);
        foreach (var variable in facts.Proxy.Variables) json.WriteString(variable.Name, variable.Value);
        if (facts.Proxy.Exceptions is { } exceptions) json.WriteString(exceptions.Name, exceptions.Value);
        json.WriteEndObject();
    }

    static void Write(ConnectAttempt attempt, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("address"u8, attempt.At.Address.ToString());
        json.WriteNumber("port"u8, attempt.At.Port.Number);
        json.WriteString("outcome"u8, attempt.Outcome.Name());
        json.WriteNumber("took_us"u8, Microseconds(attempt.Took));
        if (attempt.Met is { } met) json.WriteString("led_to"u8, met.ToString());
        if (attempt.Unasked is { } unasked)
            json.WriteString("unasked"u8, unasked.Outcome switch { UnaskedOutcome.Closes => "closes"u8, UnaskedOutcome.Greets => "greets"u8, _ => "stays-open"u8 });
        if (attempt.Http is { } http) Write("http"u8, http, json);
        if (attempt.Tls is { } tls) Write(tls, json);
        if (attempt.HttpOverTls is { } inside) Write("https"u8, inside, json);
        json.WriteEndObject();
    }

    static void Write(ReadOnlySpan<byte> name, HttpAttempt http, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("outcome"u8, http.Outcome switch
        {
            HttpOutcome.Answered => "answered"u8,
            HttpOutcome.SpeaksTls => "speaks-tls"u8,
            HttpOutcome.NotHttp => "not-http"u8,
            HttpOutcome.Silent => "silent"u8,
            _ => "closed"u8,
        });
        json.WriteString("host"u8, http.Host);
        if (http.Status == 0) json.WriteNull("status"u8);
        else json.WriteNumber("status"u8, http.Status);
        json.WriteString("location"u8, http.Location);
        if (http.Outcome == HttpOutcome.Answered) json.WriteString("end"u8, http.End switch { HttpEnd.Cut => "cut"u8, HttpEnd.Stalled => "stalled"u8, _ => "whole"u8 });
        if (http.Trail is { } trail)
        {
            json.WritePropertyName("redirects"u8);
            JsonText.Write([.. trail.Steps.Select(static step => step.Url)], json);
        }
        json.WriteNumber("took_us"u8, Microseconds(http.Took));
        json.WriteEndObject();
    }

    static void Write(TlsAttempt tls, Utf8JsonWriter json)
    {
        json.WriteStartObject("tls"u8);
        json.WriteString("outcome"u8, tls.Outcome switch
        {
            TlsOutcome.Done => "done"u8,
            TlsOutcome.NotTls => "not-tls"u8,
            TlsOutcome.Refused => "refused"u8,
            TlsOutcome.NotTried => "not-tried"u8,
            _ => "silent"u8,
        });
        json.WriteString("problem"u8, tls.Problem);
        if (tls.Certificate is { } certificate)
        {
            json.WriteString("subject"u8, certificate.Subject);
            json.WriteString("issuer"u8, certificate.Issuer);
            json.WriteString("not_before"u8, JsonText.Time(certificate.NotBefore));
            json.WriteString("not_after"u8, JsonText.Time(certificate.NotAfter));
            json.WritePropertyName("names"u8);
            JsonText.Write(certificate.Names, json);
            json.WriteBoolean("self_signed"u8, certificate.IsSelfSigned);
            json.WriteBoolean("name_matches"u8, tls.NameMatches);
            json.WriteBoolean("trusted"u8, tls.IsTrusted);
        }
        json.WriteEndObject();
    }

    static long Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;
}
