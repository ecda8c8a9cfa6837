using System.Buffers;
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

    static readonly SearchValues<char> hexadecimal = SearchValues.Create("0123456789abcdef");

    public static CgroupFacts Interpret(string path)
    {
        string? unit = null;
        string? container = null, engine = null;
        uint? manager = null;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan()[range];
            if (part.IsEmpty) continue;
            if (ContainerOf(path, part) is var (id, name))
            {
                (container, engine) = (id, name);
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
            container is null ? null : new Container(container, engine!, Known.Hidden<string>("not asked yet"), Known.Hidden<string>("not asked yet")));
    }

    static bool IsUnit(ReadOnlySpan<char> part) =>
        part.EndsWith(".service") || part.EndsWith(".scope") || part.EndsWith(".socket") || part.EndsWith(".mount");

    static (string Id, string Engine)? ContainerOf(string path, ReadOnlySpan<char> part)
    {
        // systemd's driver: "docker-<id>.scope", "libpod-<id>.scope", "cri-containerd-<id>.scope", "crio-<id>.scope"
        if (part.EndsWith(".scope") && part.LastIndexOf('-') is > 0 and var dash && IsContainerId(part[(dash + 1)..^6]))
            return (part[(dash + 1)..^6].ToString(), EngineOf(part[..dash]));
        // cgroupfs's driver: "/docker/<id>", "/kubepods/besteffort/pod.../<id>", "/libpod_parent/libpod-<id>", "/system.slice/<id>"
        if (IsContainerId(part)) return (part.ToString(), path.Contains("/docker/") ? "docker" : path.Contains("kubepods") ? "kubernetes" : "containerd");
        if (part.StartsWith("libpod-") && IsContainerId(part[7..])) return (part[7..].ToString(), "podman");
        // "lxc.payload.web", "lxc/web"; "machine-web.scope" and "systemd-nspawn@web.service" of systemd-machined
        if (part.StartsWith("lxc.payload.")) return (part[12..].ToString(), "lxc");
        if (part.StartsWith("systemd-nspawn@") && part.EndsWith(".service")) return (part[15..^8].ToString(), "systemd-nspawn");
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

    static bool IsContainerId(ReadOnlySpan<char> text) =>
        text.Length == ContainerIdLength && !text.ContainsAnyExcept(hexadecimal);
}
