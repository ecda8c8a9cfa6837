using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Diagnosis;
using Berth.Model.Knowledge;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>Proxy variables send requests for this machine to a proxy, where localhost is another machine.</summary>
sealed class ProxyInTheWay : ICause
{
    public Diagnosis? Judge(Case patient)
    {
        var target = patient.Target;
        if (!target.MaySpeakHttp || patient.IsRemote) return null;
        var proxy = patient.Facts.Proxy;
        var sending = Proxies.For(target.IsTls, proxy).ToList();
        if (sending.Count == 0 || Proxies.IsExcepted(target, proxy.Exceptions?.Value)) return null;
        var clients = Words.Join(sending.SelectMany(variable => Proxies.Clients(variable.Name)));
        var exceptions = proxy.Exceptions;
        var added = string.Join(',', ((string[])[exceptions?.Value ?? "", .. Wanted(target)]).Where(static part => part.Length > 0));
        var proof = new List<string> { $"{Words.Join(sending.Select(static variable => $"{variable.Name}={variable.Value}"))} in this environment.", exceptions is null ? "Neither no_proxy nor NO_PROXY is set." : $"{exceptions.Name}={exceptions.Value} does not name {target.Host}." };
        if (patient.Connected is { } path) proof.Add($"Without the proxy: {Say.Attempt(path)}");
        var restore = exceptions is null ? "unset NO_PROXY no_proxy" : $"export NO_PROXY={exceptions.Value} no_proxy={exceptions.Value}";
        return new Diagnosis(
            "proxy", $"Requests to {target.Host} go to the proxy {sending[0].Value} instead: {clients} obey{(clients.Contains(" and ", StringComparison.Ordinal) ? "" : "s")} {sending[0].Name}.", proof,
            new Fix("Except this machine, in the shell that the client runs in", $"export NO_PROXY={added} no_proxy={added}", restore))
        {
            How = How.Inferred,
            Reason = "that the client runs in this environment is assumed",
        };
    }

    static string[] Wanted(DiagnosisTarget target) =>
        target.Host is "localhost" or "127.0.0.1" or "::1" or "0.0.0.0" ? ["localhost", "127.0.0.1", "::1"] : ["localhost", "127.0.0.1", "::1", target.Host];
}
