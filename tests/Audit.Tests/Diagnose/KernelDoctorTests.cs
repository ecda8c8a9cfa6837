using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Kernel;
using Berth.Model.Diagnosis;

namespace Berth.Audit.Tests.Diagnose;

public class KernelDoctorTests
{
    static readonly KernelFacts good = new()
    {
        Release = "6.18.44", Architecture = "x64", IsRoot = true, GroupMount = "/sys/fs/cgroup", Group = "/sys/fs/cgroup/user.slice", MayMakeGroups = true,
        HasBtf = true, Hooks = [new ProgramTrial("berth_bind4", null)], HasIPv6 = true, IsInFirstPidNamespace = true,
    };

    [Fact]
    public void Where_all_is_there_all_is_allowed()
    {
        var report = KernelDoctor.Judge(good);
        Assert.Equal(Health.Healthy, report.Verdict);
        Assert.All(report.Checks, static check => Assert.Equal((CheckResult.Ok, null), (check.Result, check.Fix)));
        Assert.All(report.Abilities, static ability => Assert.True(ability.Has));
    }

    public static TheoryData<string, KernelFacts, string, string> Lacks => new()
    {
        { "version", good with { Release = "5.15.0-91-generic" }, "5.15.0-91-generic is older than 5.18", "own-localhost true" }, // tried, and it went
        { "btf", good with { HasBtf = false }, "CONFIG_DEBUG_INFO_BTF", "own-localhost false" },
        { "lockdown", good with { Lockdown = "confidentiality" }, "confidentiality", "own-localhost false" },
        { "control-groups", good with { GroupMount = null }, "mount -t cgroup2", "own-localhost false" },
        { "control-groups", good with { MayMakeGroups = false }, "Delegate=yes", "own-localhost false" },
        { "hooks", good with { Hooks = [new ProgramTrial("berth_bind4", null), new ProgramTrial("berth_name4", "Invalid argument (errno 22)\nlog")] }, "refuses berth_name4: Invalid argument (errno 22)", "own-localhost false" },
        { "ipv6", good with { HasIPv6 = false }, "disable_ipv6=0", "own-localhost true" },
        { "owner-iterator", good with { IteratorRefusal = "the kernel has no bpf_iter_task_file iterator" }, "bpf_iter_task_file", "every-owner false" },
        { "pid-namespace", good with { IsInFirstPidNamespace = false }, "outside of the container", "every-owner false" },
        { "pins", good with { IsRoot = false }, "sudo berth doctor kernel", "survives false" },
        { "rights", good with { MissingRights = ["CAP_PERFMON"] }, "CAP_PERFMON is missing", "own-localhost true" },
    };

    [Theory, MemberData(nameof(Lacks))]
    public void What_is_not_there_is_named_with_what_to_do(string id, KernelFacts facts, string said, string ability)
    {
        var report = KernelDoctor.Judge(facts);
        Assert.Equal(Health.Found, report.Verdict);
        var check = Assert.Single(report.Checks, static check => check.Result == CheckResult.No);
        Assert.Equal(id, check.Id);
        Assert.Contains(said, $"{check.Sentence}. {check.Fix}", StringComparison.Ordinal);
        Assert.Contains(ability, report.Abilities.Select(static one => $"{one.Id} {(one.Has ? "true" : "false")}"));
    }

    [Fact]
    public void Without_rights_what_was_not_tried_is_not_known()
    {
        var user = good with
        {
            IsRoot = false, MayMakeGroups = true, MissingRights = ["CAP_BPF", "CAP_NET_ADMIN", "CAP_PERFMON"], UnprivilegedBpfDisabled = 2, Hooks = [],
            HooksRefusal = "the kernel allows it only with CAP_BPF", IteratorRefusal = "the kernel allows BPF only with CAP_BPF and CAP_PERFMON",
        };
        var report = KernelDoctor.Judge(user);
        Assert.Equal(["hooks", "owner-iterator"], report.Checks.Where(static check => check.Result == CheckResult.Unknown).Select(static check => check.Id));
        Assert.Contains(report.Checks, static check => check is { Id: "rights", Result: CheckResult.No } && check.Sentence.EndsWith("are missing (and kernel.unprivileged_bpf_disabled is 2)", StringComparison.Ordinal));
        Assert.False(report.Abilities[0].Has);
        Assert.True(KernelDoctor.Judge(user with { ReadsSharedOwners = true }).Abilities[2].Has);
    }
}
