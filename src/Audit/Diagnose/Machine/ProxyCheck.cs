using Berth.Audit.Diagnose.Cases;
using Berth.Audit.Diagnose.Causes;
using Berth.Audit.Findings;
using Berth.Engine.Explain;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Machine;

/// <summary>Proxy variables leave this machine alone.</summary>
sealed class ProxyCheck : ICheck
{
    static readonly DiagnosisTarget localhost = new("localhost", "localhost", null, new Port(80), "http", "/");
    static readonly DiagnosisTarget loopback = new("127.0.0.1", "127.0.0.1", InetAddress.LoopbackV4, new Port(80), "http", "/");

    public string Name => "proxy";

    public Diagnosis? Judge(MachineFacts facts)
    {
        var (proxy, exceptions) = (facts.Proxy, facts.Proxy.Exceptions);
        if (proxy.Variables.Count == 0) return null;
        var missing = ((DiagnosisTarget[])[localhost, loopback]).Where(target => !Proxies.IsExcepted(target, exceptions?.Value)).Select(static target => target.Host).ToList();
        if (missing.Count == 0) return null;
        var value = string.Join(',', ((string[])[exceptions?.Value ?? "", "localhost", "127.0.0.1", "::1"]).Where(static part => part.Length != 0));
        return new Diagnosis(
            "proxy", $"Requests to {Words.Join(missing)} go to a proxy: programs that obey {proxy.Variables[0].Name} do not reach this machine's servers.",
            [$"{Words.Join(proxy.Variables.Select(static one => $"{one.Name}={one.Value}"))} in this environment.", exceptions is null ? "Neither no_proxy nor NO_PROXY is set." : $"{exceptions.Name}={exceptions.Value} does not name {Words.Join(missing)}."],
            new Fix("Except this machine, in the shell that the client runs in", $"export NO_PROXY={value} no_proxy={value}", exceptions is null ? "unset NO_PROXY no_proxy" : $"export NO_PROXY={exceptions.Value} no_proxy={exceptions.Value}"));
    }

    public string Seen(MachineFacts facts) => facts.Proxy.Variables.Count == 0
        ? "no proxy variables in this environment"
        : $"{Words.Join(facts.Proxy.Variables.Select(static one => one.Name))} set, this machine excepted";
}
