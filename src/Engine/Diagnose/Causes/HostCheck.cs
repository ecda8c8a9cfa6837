using Berth.Engine.Diagnose.Cases;
using Berth.Engine.Findings;
using Berth.Model;

namespace Berth.Engine.Diagnose.Causes;

/// <summary>The server refuses the name that it is called by, as dev servers do to keep DNS rebinding out.</summary>
sealed class HostCheck : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        if (patient.Connected?.Http is not { Outcome: HttpOutcome.Answered, AsLocalhost: { Outcome: HttpOutcome.Answered, Status: < 400 } known } refused) return null;
        return new Diagnosis(
            "host-check", $"The server refuses the name {patient.Target.Host}: it serves the same page as localhost.",
            [
                $"With \"Host: {refused.Host}\" it answers {refused.Status}{(refused.Text.Length == 0 ? "" : $": {Say.Quote(refused.Text)}")}.",
                $"With \"Host: {known.Host}\" it answers {known.Status}.",
            ],
            Allow(patient));
    }

    static Fix Allow(Case patient)
    {
        var host = patient.Target.Host;
        var row = patient.Connected is { } path ? patient.ListenerAt(path) : null;
        var text = row?.Owner.First is { } first ? $"{first.Name} {string.Join(' ', first.Arguments.Value ?? [])}" : "";
        var setting = text switch
        {
            _ when text.Contains("vite", StringComparison.OrdinalIgnoreCase) => $"server.allowedHosts: ['{host}']",
            _ when text.Contains("webpack", StringComparison.OrdinalIgnoreCase) => $"devServer: {{ allowedHosts: ['{host}'] }}",
            _ when text.Contains("manage.py", StringComparison.Ordinal) => $"ALLOWED_HOSTS = ['{host}']",
            _ when text.Contains("puma", StringComparison.Ordinal) || text.Contains("rails", StringComparison.Ordinal) => $"config.hosts << \"{host}\"",
            _ => null,
        };
        return setting is null
            ? new Fix($"Add {host} to the hosts that the server allows (allowedHosts, ALLOWED_HOSTS, config.hosts); until then use localhost", Say.Curl(patient, "localhost", patient.Port))
            : new Fix("Allow the name in the server's configuration; until then use localhost", setting);
    }
}
