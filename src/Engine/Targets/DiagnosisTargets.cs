using System.Text;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;

namespace Berth.Engine.Targets;

/// <summary>Turns what a person typed into what a client would connect to.</summary>
public static class DiagnosisTargets
{
    /// <summary>Null when the target names no TCP port; what to write instead is the caller's to say.</summary>
    public static DiagnosisTarget? Of(Target target)
    {
        if (target is not NetworkTarget { Port: { Number: > 0 } port } network || target is ErrorTarget || network.Protocol == Protocol.Udp) return null;
        var host = network.Host is { IsAny: false } named ? named : new TargetHost("localhost", null);
        var url = target as UrlTarget;
        return new DiagnosisTarget(target.Text, host.Text, host.Address, port, url?.Scheme is "tcp" ? null : url?.Scheme, url is null ? "/" : Path(url.Text));
    }

    // scheme://authority/path?query#fragment; the fragment stays with the client (RFC 3986, section 3.5).
    static string Path(string url)
    {
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var begin = rest.AsSpan().IndexOfAny('/', '?', '#');
        if (begin < 0) return "/";
        var path = rest[begin..].Split('#')[0];
        var text = new StringBuilder(path is ['/', ..] ? "" : "/", path.Length + 1);
        foreach (var unit in Encoding.UTF8.GetBytes(path))
            _ = unit is > (byte)' ' and < 0x7f ? text.Append((char)unit) : text.Append($"%{unit:X2}");
        return text.ToString();
    }
}
