using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// Reads a cgroup path: which unit of the service manager (systemd.unit(5), "user@1000.service" holds a user's own manager),
/// which container of which engine. The path is all that is needed: nobody is asked, and so it is a claim of whoever may make
/// groups there. Containers are told by the places where engines put them, from the root on; what stands elsewhere is none.
/// </summary>
[SupportedOSPlatform("linux")]
static class CgroupInterpreter
{
    const int ContainerIdLength = 64;

    public static CgroupFacts Interpret(string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (ContainerOf(names) is { } container) return new CgroupFacts(path, null, container);
        string? unit = null;
        uint? manager = null;
        foreach (var name in names)
        {
            if (UserManager(name) is { } user)
            {
                manager = user;
                unit = name;
            }
            else if (IsUnit(name)) unit = name;
        }
        // user@1000.service itself belongs to the system's manager.
        if (unit is not null && unit.StartsWith("user@", StringComparison.Ordinal)) manager = null;
        return new CgroupFacts(path, unit is null ? null : new ServiceUnit(unit, manager is null ? "systemd" : "systemd --user", manager), null);
    }

    static uint? UserManager(string name) =>
        name.StartsWith("user@", StringComparison.Ordinal) && name.EndsWith(".service", StringComparison.Ordinal)
        && uint.TryParse(name.AsSpan(5..^8), NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;

    static bool IsUnit(string name) => name.EndsWith(".service", StringComparison.Ordinal) || name.EndsWith(".scope", StringComparison.Ordinal)
        || name.EndsWith(".socket", StringComparison.Ordinal) || name.EndsWith(".mount", StringComparison.Ordinal);

    static Container? ContainerOf(ReadOnlySpan<string> names) => names switch
    {
        // cgroupfs drivers. moby: daemon/oci_linux.go, "/docker"; Amazon ECS gives Docker the parent "/ecs/TASK"; nerdctl: "/NAMESPACE/ID".
        ["docker", var id, ..] => OfId(id, "docker"),
        ["ecs", _, var id, ..] => OfId(id, "docker"),
        ["default", var id, ..] => OfId(id, "containerd"),
        // kubelet: pkg/kubelet/cm; the quality of service stands between for all but guaranteed pods.
        ["kubepods", "besteffort" or "burstable", _, var name, ..] => InPod(name),
        ["kubepods", _, var name, ..] => InPod(name),
        // libpod: "libpod_parent" with cgroupfs.
        ["libpod_parent", var name, ..] => Prefixed(name, "libpod-", "podman"),
        // lxc.conf: lxc.cgroup.pattern, and before LXC 4 "lxc/NAME"; Incus does the same under its own name.
        ["lxc" or "lxc.payload", var name, ..] => Named(name, "lxc"),
        [var first, ..] when first.StartsWith("lxc.payload.", StringComparison.Ordinal) => Named(first["lxc.payload.".Length..], "lxc"),
        [var first, ..] when first.StartsWith("incus.payload.", StringComparison.Ordinal) => Named(first["incus.payload.".Length..], "incus"),
        ["machine.slice", var unit, ..] when OfMachine(unit) is { } machine => machine,
        // A user's own groups: rootless Podman is there; nothing else below is the system's, whatever it is called.
        ["user.slice", _, var manager, .. var rest] => UserManager(manager) is null ? null : InSlices(rest, isUsers: true),
        _ => InSlices(names, isUsers: false),
    };

    // systemd drivers put a scope below slices: "system.slice/docker-ID.scope", "kubepods.slice/.../cri-containerd-ID.scope".
    static Container? InSlices(ReadOnlySpan<string> names, bool isUsers)
    {
        foreach (var name in names)
        {
            if (Scope(name) is { } container) return isUsers && container.Engine != "podman" ? null : container;
            // containerd with the systemd driver and a cgroupfs path: "kubepods-pod12.slice:cri-containerd:ID".
            if (!isUsers && name.LastIndexOf(":cri-containerd:", StringComparison.Ordinal) is > 0 and var at) return OfId(name[(at + ":cri-containerd:".Length)..], "containerd");
            if (!name.EndsWith(".slice", StringComparison.Ordinal) && name != "containerd.service") return null;
        }
        return null;
    }

    // Without conmon's own ("libpod-conmon-ID.scope"), which stands beside the container and not in it.
    static Container? Scope(string name)
    {
        if (!name.EndsWith(".scope", StringComparison.Ordinal)) return null;
        var bare = name[..^".scope".Length];
        return Prefixed(bare, "docker-", "docker") ?? Prefixed(bare, "libpod-", "podman") ?? Prefixed(bare, "crio-", "cri-o")
            ?? Prefixed(bare, "cri-containerd-", "containerd") ?? Prefixed(bare, "nerdctl-", "containerd");
    }

    static Container? InPod(string name) => OfId(name, "kubernetes") ?? Prefixed(name, "crio-", "cri-o");

    // systemd-machined(8): a container that nspawn runs as a service, or one that was started by hand. Virtual machines are there too.
    static Container? OfMachine(string unit)
    {
        if (unit.StartsWith("systemd-nspawn@", StringComparison.Ordinal) && unit.EndsWith(".service", StringComparison.Ordinal))
            return Named(Unescaped(unit["systemd-nspawn@".Length..^".service".Length]), "systemd-nspawn");
        if (!unit.StartsWith("machine-", StringComparison.Ordinal) || !unit.EndsWith(".scope", StringComparison.Ordinal)) return null;
        var name = Unescaped(unit["machine-".Length..^".scope".Length]);
        return name.StartsWith("qemu-", StringComparison.Ordinal) || name.StartsWith("lxc-", StringComparison.Ordinal) ? null : Named(name, "systemd-nspawn");
    }

    // systemd.unit(5), "String escaping for inclusion in unit names".
    static string Unescaped(string text)
    {
        if (!text.Contains('\\')) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x' && byte.TryParse(text.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 3;
            }
            else plain.Append(text[i]);
        }
        return plain.ToString();
    }

    static Container? Prefixed(string name, string prefix, string engine) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? OfId(name[prefix.Length..], engine) : null;

    static Container? OfId(string id, string engine) => IsContainerId(id) ? Named(id, engine) : null;

    // The path tells only the id; the engine is asked for the name by whoever needs it.
    static Container Named(string id, string engine) =>
        new(id, engine, Known.Hidden<string>("not asked yet"), Known.Hidden<string>("not asked yet"));

    static bool IsContainerId(string text)
    {
        if (text.Length != ContainerIdLength) return false;
        foreach (var c in text)
            if (!char.IsAsciiHexDigitLower(c)) return false;
        return true;
    }
}
