using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model.Knowledge;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Workloads;

/// <summary>What runs in which cgroup: the unit, the container and its name. Kept per cgroup; any thread may ask.</summary>
[SupportedOSPlatform("linux")]
sealed class WorkloadDirectory(Lazy<CgroupTree> tree)
{
    readonly ConcurrentDictionary<string, CgroupFacts> byPath = new(StringComparer.Ordinal);
    readonly Dictionary<ulong, CgroupFacts?> byId = [];
    readonly ContainerNames names = new();

    /// <summary>Null when the kernel did not say or the cgroup is gone. One thread at a time.</summary>
    public CgroupFacts? OfCgroup(ulong id)
    {
        if (id == 0) return null;
        if (byId.TryGetValue(id, out var facts)) return facts;
        var path = tree.Value.Path(id);
        return byId[id] = path is null ? null : OfPath(path);
    }

    public CgroupFacts OfPath(string path) => byPath.GetOrAdd(path, p =>
    {
        var facts = CgroupInterpreter.Interpret(p);
        return facts.Container is null ? facts : facts with { Container = names.Complete(facts.Container) };
    });

    public CgroupFacts? OfProcess(ProcDirectory proc, int pid)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = proc.Read(pid, "/cgroup"u8, buffer, out _);
        return length < 0 ? null : OfPath(CgroupPath.Choose(Encoding.UTF8.GetString(buffer[..length])));
    }

    /// <summary>The pids in a cgroup itself; world-readable.</summary>
    public IReadOnlyList<int> Processes(ulong cgroupId) => cgroupId == 0 ? [] : tree.Value.Processes(cgroupId);

    public Known<Container> ByAddress(string address) => names.ByAddress(address);
}
