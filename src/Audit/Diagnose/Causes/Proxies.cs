using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Causes;

/// <summary>How clients read the proxy variables.</summary>
public static class Proxies
{
    /// <summary>The variables that send a request of the scheme to a proxy; a variable of the scheme goes before that of all.</summary>
    public static IEnumerable<ProxyVariable> For(bool isTls, ProxySettings proxy)
    {
        var own = proxy.Variables.Where(variable => variable.Name.Equals(isTls ? "https_proxy" : "http_proxy", StringComparison.OrdinalIgnoreCase)).ToList();
        return own.Count != 0 ? own : proxy.Variables.Where(static variable => variable.Name.Equals("all_proxy", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Who obeys, by the variable's spelling. Go never sends loopback to a proxy; Node only when told to.</summary>
    /// <remarks>curl reads HTTP_PROXY in lower case only, as a CGI program's client could set the other (CVE-2016-5385).</remarks>
    public static IEnumerable<string> Clients(string name) => name switch
    {
        "HTTP_PROXY" => ["Python", "npm"],
        "all_proxy" or "ALL_PROXY" => ["curl", "Python"],
        _ => ["curl", "Python", "npm"],
    };

    /// <summary>
    /// Names match themselves and what is below them, with or without a leading dot; "*" matches all; a network matches the
    /// addresses in it, to most clients by now (curl 7.86).
    /// </summary>
    public static bool IsExcepted(DiagnosisTarget target, string? exceptions)
    {
        foreach (var part in (exceptions ?? "").Split((char[])[',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "*") return true;
            var entry = part.TrimStart('*').TrimStart('.');
            if (entry.EndsWith($":{target.Port}", StringComparison.Ordinal) && entry.AsSpan().Count(':') is 1) entry = entry[..entry.LastIndexOf(':')];
            if (entry.Length == 0) continue;
            if (target.Host.Equals(entry, StringComparison.OrdinalIgnoreCase)) return true;
            if (target.Address is null && target.Host.EndsWith($".{entry}", StringComparison.OrdinalIgnoreCase)) return true;
            if (target.Address is { } address && Covers(entry, address)) return true;
        }
        return false;
    }

    static bool Covers(string entry, InetAddress address)
    {
        var slash = entry.IndexOf('/');
        if (slash < 0) return InetAddress.TryParse(entry, out var single) && single == address;
        return InetAddress.TryParse(entry.AsSpan(0, slash), out var network)
            && int.TryParse(entry.AsSpan(slash + 1), out var length) && length >= 0 && length <= (network.Family == InetFamily.V4 ? 32 : 128)
            && address.IsIn(network, length);
    }
}
