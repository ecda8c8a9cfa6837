using System.Runtime.Versioning;
using Berth.Linux.Bpf;
using Berth.Linux.ProcFs;
using Berth.Model.Processes;

namespace Berth.Probes.Linux.Holders;

/// <summary>Gathers what a BPF iterator tells.</summary>
[SupportedOSPlatform("linux")]
sealed class HolderRows
{
    int last;

    /// <summary>Why an iterator cannot be used here at all. In another pid namespace its numbers are not those that /proc and kill(2) use.</summary>
    public static string? Refusal => ThisProcess.IsInFirstPidNamespace ? null : "this is not the first pid namespace: the kernel's process numbers are not ours";

    public HolderTable Table { get; } = new(new HeldSockets(), new Dictionary<int, ProcessFacts>(), 0);

    public void Add(HolderRow[] rows, int count)
    {
        for (var i = 0; i < count; i++)
        {
            ref readonly var row = ref rows[i];
            Table.Held.Add(new HeldSocket(row.Inode, row.Pid, row.StartTicks));
            if (row.Pid == last) continue;
            last = row.Pid;
            Table.Identities.TryAdd(row.Pid, Identity(in row));
        }
    }

    static ProcessFacts Identity(in HolderRow row) => new()
    {
        Pid = row.Pid,
        Name = row.Name,
        ParentPid = row.ParentPid,
        UserId = row.UserId,
        StartTicks = row.StartTicks,
    };
}
