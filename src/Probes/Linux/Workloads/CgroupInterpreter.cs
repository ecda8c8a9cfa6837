using System.Runtime.Versioning;
using Berth.Model;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Reads a cgroup path: which unit of the service manager (systemd.unit(5), "user@1000.service" holds a user's own manager),
/// which container of which engine. The path is all that is needed: nobody is asked.
/// </summary>
[SupportedOSPlatform("linux")]
static class CgroupInterpreter
{
    const int ContainerIdLength = 64;

    public static CgroupFacts Interpret(string path)
    {
        string? unit = null;
        Container? container = null;
        uint? manager = null;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var part = name.AsSpan();
            if (ContainerOf(path, part) is { } found)
            {
                container = found;
                unit = null;
                break;
            }
            if (part.StartsWith("user@") && part.EndsWith(".service") && uint.TryParse(part[5..^8], out var user))
            {
                manager = user;
                unit = part.ToString();
            }
            else if (IsUnit(part)) unit = part.ToString();
        }
        // user@1000.service itself belongs to the system's manager.
        if (unit is not null && unit.StartsWith("user@", StringComparison.Ordinal)) manager = null;
        return new CgroupFacts(
            path,
            unit is null ? null : new ServiceUnit(unit, manager is null ? "systemd" : "systemd --user", manager),
            container);
    }

    static bool IsUnit(ReadOnlySpan<char> part) =>
        part.EndsWith(".service") || part.EndsWith(".scope") || part.EndsWith(".socket") || part.EndsWith(".mount");

    static Container? ContainerOf(string path, ReadOnlySpan<char> part)
    {
        // systemd's driver: "docker-<id>.scope", "libpod-<id>.scope", "cri-containerd-<id>.scope", "crio-<id>.scope"
        if (part.EndsWith(".scope") && part.LastIndexOf('-') is > 0 and var dash && IsContainerId(part[(dash + 1)..^6]))
            return Unnamed(part[(dash + 1)..^6], EngineOf(part[..dash]));
        // cgroupfs's driver: "/docker/<id>", "/kubepods/besteffort/pod.../<id>", "/libpod_parent/libpod-<id>", "/system.slice/<id>"
        if (IsContainerId(part)) return Unnamed(part, path.Contains("/docker/") ? "docker" : path.Contains("kubepods") ? "kubernetes" : "containerd");
        if (part.StartsWith("libpod-") && IsContainerId(part[7..])) return Unnamed(part[7..], "podman");
        // "lxc.payload.web", "lxc/web"; "machine-web.scope" and "systemd-nspawn@web.service" of systemd-machined
        if (part.StartsWith("lxc.payload.")) return Unnamed(part[12..], "lxc");
        if (part.StartsWith("systemd-nspawn@") && part.EndsWith(".service")) return Unnamed(part[15..^8], "systemd-nspawn");
        return null;
    }

    static string EngineOf(ReadOnlySpan<char> prefix) => prefix switch
    {
        "docker" => "docker",
        "libpod" => "podman",
        "crio" => "cri-o",
        "cri-containerd" or "nerdctl" => "containerd",
        _ => prefix.ToString(),
    };

    // The path tells only the id; the engine is asked for the name by whoever needs it.
    static Container Unnamed(ReadOnlySpan<char> id, string engine) =>
        new(id.ToString(), engine, Known.Hidden<string>("not asked yet"), Known.Hidden<string>("not asked yet"));

    static bool IsContainerId(ReadOnlySpan<char> text)
    {
        if (text.Length != ContainerIdLength) return false;
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }
}
