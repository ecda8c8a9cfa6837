using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.Cgroups;
using Berth.Linux.Files;
using Berth.Linux.Native;
using Berth.Linux.ProcFs;
using Berth.Model.Diagnosis;
using Berth.Probes.Linux.Readings;
using Berth.Probes.Rights;

namespace Berth.Probes.Linux.Diagnosis;

/// <summary>Tries what this kernel and these rights allow of what Berth can use; attaches and changes nothing.</summary>
[SupportedOSPlatform("linux")]
static class KernelReader
{
    // include/uapi/linux/capability.h; CAP_SYS_ADMIN stands for CAP_BPF and CAP_PERFMON too.
    static readonly (string Name, int Bit, bool SystemAdministratorToo)[] rights = [("CAP_BPF", 39, true), ("CAP_NET_ADMIN", 12, false), ("CAP_PERFMON", 38, true)];
    const int SystemAdministrator = 21;

    public static KernelFacts Read()
    {
        var cache = new BtfCache(CacheFolder.Path);
        var place = CgroupPlace.OfThisProcess();
        return new KernelFacts
        {
            SudoBerth = AsRoot.Berth,
            Release = TextFile.Lines("/proc/sys/kernel/osrelease") is [var release, ..] ? release : Environment.OSVersion.Version.ToString(3),
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            HasProc = ThisProcess.HasProc,
            IsRoot = CurrentUser.EffectiveId == 0 && ThisProcess.IsInFirstUserNamespace,
            IsInFirstUserNamespace = ThisProcess.IsInFirstUserNamespace,
            MissingRights = MissingRights(),
            GroupMount = place?.Mount,
            Group = place?.Folder,
            MayMakeGroups = place is not null && FileStatus.MayWrite(place.Folder),
            HasBtf = File.Exists("/sys/kernel/btf/vmlinux"),
            UnprivilegedBpfDisabled = KernelCounters.Setting("kernel/unprivileged_bpf_disabled"),
            Lockdown = Lockdown(),
            IteratorRefusal = HolderIterator.Try(cache),
            HasBpfFileSystem = BpfFileSystem.IsAt(BpfFileSystem.Usual),
            HasIPv6 = LoopbackIPv6.IsOn,
            IsInFirstPidNamespace = ThisProcess.IsInFirstPidNamespace,
            ReadsSharedOwners = SharedHolders.Read(static (_, _) => { }, out _),
        };
    }

    static List<string> MissingRights()
    {
        var missing = new List<string>();
        var line = TextFile.Lines("/proc/self/status").FirstOrDefault(static line => line.StartsWith("CapEff:", StringComparison.Ordinal));
        if (line is null || !ulong.TryParse(line["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var held)) return missing;
        foreach (var (name, bit, administratorToo) in rights)
            if (!ThisProcess.IsInFirstUserNamespace || (held >> bit & 1) == 0 && !(administratorToo && (held >> SystemAdministrator & 1) == 1)) missing.Add(name);
        return missing;
    }

    // "[none] integrity confidentiality": the chosen one is in brackets (kernel_lockdown(7)).
    static string? Lockdown()
    {
        var line = TextFile.Lines("/sys/kernel/security/lockdown") is [var first, ..] ? first : "";
        var (open, close) = (line.IndexOf('['), line.IndexOf(']'));
        return open >= 0 && close > open ? line[(open + 1)..close] : null;
    }
}
