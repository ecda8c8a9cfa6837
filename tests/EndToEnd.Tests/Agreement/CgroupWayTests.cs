using Berth.Counterparts;

namespace Berth.EndToEnd.Tests.Agreement;

/// <summary>The cgroup way: it agrees with the others where sockets were made in a cgroup, and says so where it is closed.</summary>
public sealed class CgroupWayTests : IDisposable
{
    static readonly string[] columns = ["--columns", "protocol,address,port,count,pid"];

    readonly NetworkNamespace net = new();

    [Fact]
    public void Root_gets_the_same_rows_by_cgroup()
    {
        using var group = new ControlGroup($"berth-test-{Environment.ProcessId}-root");
        using (net)
        {
            Load.Start(net, 9, group.Inside);
            Assert.Equal(Held.Of(BerthProgram.List(net, [.. columns, "--via", "netlink,walk"])), Held.Of(BerthProgram.List(net, [.. columns, "--via", "netlink,cgroup"])));
        }
    }

    [Fact]
    public void A_socket_that_went_to_a_process_of_another_cgroup_is_found_there()
    {
        using var group = new ControlGroup($"berth-test-{Environment.ProcessId}-moved");
        using (net)
        {
            var server = net.Start([.. group.Inside, Python.Path, "-c", Python.Prelude + """
                s = listen('127.0.0.1', 3000)
                open(sys.argv[1], 'w').write(str(os.getpid()))
                ready(); wait()
                """, Path.Combine(Path.GetDirectoryName(group.Inside[3])!, "..", "cgroup.procs")]);
            Assert.Equal([server.Pid], BerthProgram.OnlyRow(net, "--via", "netlink,cgroup").Pids);
        }
    }

    [Fact]
    public void The_unit_of_a_strangers_socket_is_told_without_rights_as_an_inference()
    {
        using var group = new ControlGroup($"berth-test-{Environment.ProcessId}.service");
        using (net)
        {
            net.Start([.. group.Inside, .. NetworkNamespace.AsUser(65533), Python.Path, "-c", Python.Prelude + "s = listen('127.0.0.1', 3000); ready(); wait()"]);
            var row = Assert.Single(BerthProgram.ListAs(65534, net, "--columns", "all").Rows);
            Assert.Equal(group.Name, row.Text("owner"));
            Assert.Equal("inferred", row.How("owner"));
            Assert.Contains("another user's process (uid 65533", row.Reason("owner"));
            Assert.NotEqual("observed", row.How("pid"));
        }
    }

    [Fact]
    public void The_text_tables_tell_no_cgroup_and_it_says_so()
    {
        using var server = net.StartPython("s = listen('127.0.0.1', 3000); ready(); wait()");
        var result = BerthProgram.Run(net, "ls", "--via", "procnet,cgroup");
        Assert.Equal((8, ""), (result.ExitCode, result.Output));
        Assert.Contains("Leave out `--via cgroup`", result.Error);
    }

    public void Dispose() => net.Dispose();
}
