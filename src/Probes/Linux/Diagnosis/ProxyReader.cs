using System.Runtime.Versioning;
using Berth.Model.Diagnosis;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Reads the proxy variables of our own environment: those of the shell that the failing client most likely ran in.</summary>
[SupportedOSPlatform("linux")]
static class ProxyReader
{
    static readonly string[] names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    public static ProxySettings Read() => new([.. names.Select(Variable).OfType<ProxyVariable>()], Variable("no_proxy") ?? Variable("NO_PROXY"));

    static ProxyVariable? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? new ProxyVariable(name, WithoutPassword(value)) : null;

    // "http://user:password@proxy:3128"
    internal static string WithoutPassword(string value)
    {
        var begin = value.IndexOf("://", StringComparison.Ordinal) is var mark and >= 0 ? mark + 3 : 0;
        var end = value.IndexOf('/', begin) is var slash and >= 0 ? slash : value.Length;
        var at = value.LastIndexOf('@', end - 1, end - begin);
        return at < 0 ? value : string.Concat(value.AsSpan(0, begin), "...", value.AsSpan(at));
    }
}
