using Berth.Linux.Cgroups;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Probes.Linux.Holders;
using Berth.Probes.Linux.Processes;
using Berth.Probes.Linux.Workloads;

namespace Berth.Probes.Tests.Holders;

/// <summary>What becomes of the holders that were found when their processes are read a moment later, from a folder of the shape of /proc.</summary>
public sealed class OwnerAssignerTests : IDisposable
{
    const ulong Inode = 7001;

    readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void A_holder_that_is_still_the_same_process_is_the_owner()
    {
        Runs(500, startTicks: 100);
        var owner = Assign(new HeldSocket(Inode, 500, 100));
        Assert.Equal((500, How.Observed, (string?)null), (Assert.Single(owner.Processes).Pid, owner.How, owner.Reason));
    }

    [Fact]
    public void A_number_that_was_used_again_is_nobodys_owner()
    {
        Runs(500, startTicks: 101);
        var owner = Assign(new HeldSocket(Inode, 500, 100));
        Assert.Equal(How.Hidden, owner.How);
        Assert.Contains("has just ended", owner.Reason);
    }

    [Fact]
    public void Holders_that_have_all_ended_are_not_nobody()
    {
        var owner = Assign(new HeldSocket(Inode, 500, 100), new HeldSocket(Inode, 501, 100));
        Assert.Equal(How.Hidden, owner.How);
        Assert.Contains("have just ended", owner.Reason);
    }

    [Fact]
    public void A_process_whose_user_cannot_be_read_is_not_taken_for_root()
    {
        root.Write("500/stat", Stat(500, 100));
        Assert.Equal(How.Hidden, Assign(new HeldSocket(Inode, 500, 100)).How);
    }

    [Theory]
    [InlineData(0, false, null)]
    [InlineData(2, false, "processes of other users could not be looked into")]
    [InlineData(0, true, "only the processes of its control group were looked into")]
    public void Holders_that_may_not_be_all_are_told_as_such(int denied, bool isNearOnly, string? reason)
    {
        Runs(500, startTicks: 100);
        var owner = Assign(HolderTable.Empty with { Held = Held(new HeldSocket(Inode, 500, 100)), Denied = denied, IsNearOnly = isNearOnly });
        Assert.Equal(500, Assert.Single(owner.Processes).Pid);
        if (reason is null) Assert.Null(owner.Reason);
        else Assert.StartsWith(reason, owner.Reason);
    }

    [Theory]
    [InlineData(0, "no process had a descriptor of it when they were read")]
    [InlineData(1, "no process that could be looked into has it; 1 process could not be")]
    public void A_reason_says_what_was_tried(int denied, string reason)
    {
        var owner = Assign(HolderTable.Empty with { Held = Held(), Denied = denied });
        Assert.Equal(How.Hidden, owner.How);
        Assert.StartsWith(reason, owner.Reason);
    }

    void Runs(int pid, ulong startTicks)
    {
        root.Write($"{pid}/stat", Stat(pid, startTicks));
        root.Write($"{pid}/status", "Name:\tserver\nUid:\t1000\t1000\t1000\t1000\n");
    }

    // proc_pid_stat(5): the start is the 22nd field.
    static string Stat(int pid, ulong startTicks) => $"{pid} (server) S 1 {pid} {pid} 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 {startTicks} 0 0\n";

    static HeldSockets Held(params IReadOnlyList<HeldSocket> all)
    {
        var held = new HeldSockets();
        foreach (var one in all) held.Add(one);
        return held;
    }

    Owner Assign(params IReadOnlyList<HeldSocket> held) => Assign(HolderTable.Empty with { Held = Held(held) });

    Owner Assign(HolderTable table)
    {
        using var proc = ProcDirectory.Open(out _, root.Path)!;
        var workloads = new WorkloadDirectory(new Lazy<CgroupTree>(static () => throw new InvalidOperationException("no control group is asked for")));
        var directory = new ProcessDirectory(new ProcessReader(proc, ProcessDetail.Identity, DateTimeOffset.UnixEpoch), workloads, ProcessDetail.Identity, []);
        var host = new HostFacts { System = OperatingSystemKind.Linux, UserId = 0, SeesAllProcesses = true };
        var socket = new SocketRecord { Protocol = Protocol.Tcp, State = SocketState.Listen, Inode = Inode, UserId = 1000, Namespace = new NetworkNamespace(1, "host", true) };
        new OwnerAssigner(host, workloads, directory, table).Assign([socket]);
        return socket.Owner;
    }
}
