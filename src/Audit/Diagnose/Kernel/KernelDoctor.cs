using System.Globalization;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Diagnose.Kernel;

/// <summary>Judges what was tried: each need by itself, then what all of them together allow.</summary>
public static class KernelDoctor
{
    static string AsRoot(KernelFacts facts) => $"Run it as root: {facts.SudoBerth} doctor kernel";

    public static KernelReport Judge(KernelFacts facts)
    {
        KernelCheck version = Version(facts), groups = Groups(facts), btf = Btf(facts), rights = Rights(facts), lockdown = Lockdown(facts),
            hooks = Hooks(facts), iterator = Iterator(facts), pids = PidNamespace(facts), pins = Pins(facts), ipv6 = IPv6(facts);
        IReadOnlyList<KernelCheck> all = [version, btf, lockdown, rights, groups, hooks, pins, ipv6, iterator, pids];
        var verdict = all.Any(static check => check.Result == CheckResult.No) ? Health.Found
            : all.Any(static check => check.Result == CheckResult.Unknown) ? Health.Unknown : Health.Healthy;
        return new KernelReport(verdict,
        [
            new("own-localhost", "A localhost of its own for a project: berth run --isolate", Together(btf, lockdown, groups, hooks)),
            new("survives", "Its hooks outlive a berth that is killed", Together(hooks, pins)),
            new("every-owner", "Every program behind a port, whoever's it is, in the fast way: berth ls", facts.ReadsSharedOwners || Together(btf, lockdown, iterator, pids)),
        ], all);
    }

    static bool Together(params ReadOnlySpan<KernelCheck> checks)
    {
        foreach (var check in checks)
            if (check.Result != CheckResult.Ok) return false;
        return true;
    }

    static KernelCheck Version(KernelFacts facts)
    {
        var parts = facts.Release.Split('.', '-');
        if (parts.Length < 2 || !Number(parts[0], out var major) || !Number(parts[1], out var minor))
            return new("version", CheckResult.Unknown, $"the release '{facts.Release}' is not understood; 5.18 is the least for an own localhost");
        return major > 5 || major == 5 && minor >= 18
            ? new("version", CheckResult.Ok, $"Linux {facts.Release}; 5.18 is the least for an own localhost")
            : new("version", CheckResult.No, $"Linux {facts.Release} is older than 5.18, the least for an own localhost", "Use a newer kernel");
    }

    static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static KernelCheck Btf(KernelFacts facts) => facts.HasBtf
        ? new("btf", CheckResult.Ok, "the kernel describes its types in /sys/kernel/btf/vmlinux")
        : new("btf", CheckResult.No, "there is no /sys/kernel/btf/vmlinux: the kernel does not describe its types", "Use a kernel with CONFIG_DEBUG_INFO_BTF=y, as most distributions build it");

    static KernelCheck Lockdown(KernelFacts facts) => facts.Lockdown switch
    {
        "confidentiality" => new("lockdown", CheckResult.No, "lockdown=confidentiality keeps programs from reading kernel memory, which the hooks must", "Start the kernel with lockdown=integrity or without it"),
        null => new("lockdown", CheckResult.Ok, "the kernel has no lockdown"),
        var level => new("lockdown", CheckResult.Ok, $"lockdown={level} is not in the way"),
    };

    static KernelCheck Rights(KernelFacts facts)
    {
        if (facts.MissingRights.Count == 0) return new("rights", CheckResult.Ok, "CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON are there");
        if (!facts.IsInFirstUserNamespace)
            return new("rights", CheckResult.No, "this process is in a user namespace of its own: what rights it has hold over that namespace alone, not over the kernel",
                $"Run it outside of that namespace, as root: {facts.SudoBerth} doctor kernel");
        var why = facts.UnprivilegedBpfDisabled is null or 0 ? "" : $" (and kernel.unprivileged_bpf_disabled is {facts.UnprivilegedBpfDisabled})";
        return new("rights", CheckResult.No, $"{string.Join(", ", facts.MissingRights)} {(facts.MissingRights.Count == 1 ? "is" : "are")} missing{why}",
            facts.IsRoot ? "Give them to the container or unit that this is: without them root is not enough" : AsRoot(facts));
    }

    static KernelCheck Groups(KernelFacts facts)
    {
        if (facts.GroupMount is null) return new("control-groups", CheckResult.No, "no control groups of version 2 are mounted, or this process is in none that can be seen", "mount -t cgroup2 none /sys/fs/cgroup/unified");
        return facts.MayMakeGroups
            ? new("control-groups", CheckResult.Ok, $"groups may be made in {facts.Group}")
            : new("control-groups", CheckResult.No, $"no group may be made in {facts.Group}", facts.IsRoot ? "Mount it writable, or delegate it (systemd: Delegate=yes)" : AsRoot(facts));
    }

    static KernelCheck Hooks(KernelFacts facts)
    {
        if (facts.HooksRefusal is { } refusal) return new("hooks", facts.MissingRights.Count > 0 ? CheckResult.Unknown : CheckResult.No, refusal);
        var refused = facts.Hooks.Where(static hook => hook.Refusal is not null).ToList();
        if (refused.Count == 0) return new("hooks", CheckResult.Ok, $"the kernel takes all {facts.Hooks.Count} programs");
        return new("hooks", facts.MissingRights.Count > 0 ? CheckResult.Unknown : CheckResult.No,
            $"the kernel refuses {string.Join(", ", refused.Select(static hook => hook.Name))}: {refused[0].Refusal!.Split('\n')[0]}",
            facts.MissingRights.Count > 0 ? AsRoot(facts) : "Please report it, with the output of `berth doctor kernel --json`");
    }

    static KernelCheck Pins(KernelFacts facts)
    {
        if (!facts.IsRoot) return new("pins", CheckResult.No, "only root's hooks are kept apart from the program that made them", AsRoot(facts));
        return new("pins", CheckResult.Ok, facts.HasBpfFileSystem ? "/sys/fs/bpf is a BPF file system" : "/sys/fs/bpf is no BPF file system: one is mounted at /run/berth-kernel/bpf while it is needed");
    }

    static KernelCheck IPv6(KernelFacts facts) => facts.HasIPv6
        ? new("ipv6", CheckResult.Ok, "the loopback interface has IPv6")
        : new("ipv6", CheckResult.No, "the loopback interface has no IPv6: inside, ::1 cannot be bound", "sysctl net.ipv6.conf.lo.disable_ipv6=0");

    static KernelCheck Iterator(KernelFacts facts)
    {
        if (facts.IteratorRefusal is null) return new("owner-iterator", CheckResult.Ok, "the kernel lists who holds every socket");
        if (facts.ReadsSharedOwners) return new("owner-iterator", CheckResult.Ok, "root shares the kernel's list with this user (berth owners)");
        return new("owner-iterator", facts.MissingRights.Count > 0 ? CheckResult.Unknown : CheckResult.No, facts.IteratorRefusal,
            facts.MissingRights.Count > 0 ? $"Run berth as root, or let root share the list: {facts.SudoBerth} owners on" : null);
    }

    static KernelCheck PidNamespace(KernelFacts facts) => !facts.HasProc
        ? new("pid-namespace", CheckResult.Unknown, "/proc is not mounted, so processes cannot be looked into", "Mount it: mount -t proc proc /proc")
        : facts.IsInFirstPidNamespace
        ? new("pid-namespace", CheckResult.Ok, "this is the first pid namespace")
        : new("pid-namespace", CheckResult.No, "this is not the first pid namespace: the kernel's list of holders counts by other pids, and /proc is read instead", "Run berth outside of the container to have it");
}
