using Berth.Cli.Hosting;
using Berth.Model.Addressing;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;

namespace Berth.Cli.Tests.Commands;

public class FreeTests
{
    // The process that asks must be in the snapshot: that it is never ended is decided there.
    static Snapshot Machine()
    {
        var holder = new ProcessFacts { Pid = 999_999_999, Name = "node", UserId = 1000, StartTicks = 7 };
        var socket = Sample.Listener(3000, InetAddress.LoopbackV4, Owner.Of(holder));
        return Sample.Machine(socket) with
        {
            Processes = new Dictionary<int, ProcessFacts>
            {
                [holder.Pid] = holder,
                [Environment.ProcessId] = Sample.Process(Environment.ProcessId, "berth"),
            },
        };
    }

    [Fact]
    public void Without_anybody_to_ask_nothing_is_done()
    {
        var room = new Room { Machine = Machine() };
        Assert.Equal(ExitCode.Refused, room.Run("free", "3000"));
        Assert.Contains("Ask node (pid 999999999) to end", room.Said);
        Assert.Contains("--yes", room.Said);
        Assert.Single(room.Asked);
    }

    [Theory, InlineData("n"), InlineData(""), InlineData(null), InlineData("maybe")]
    public void Anything_but_yes_is_no(string? reply)
    {
        var room = new Room { Machine = Machine(), Terminal = new(80, false, CanAsk: true), Reply = reply };
        Assert.Equal(ExitCode.Refused, room.Run("free", "3000"));
        Assert.Contains("[y/N]", room.Said);
        Assert.Contains("Nothing was done.", room.Said);
    }

    [Fact]
    public void A_dry_run_only_looks()
    {
        var room = new Room { Machine = Machine() };
        Assert.Equal(ExitCode.Done, room.Run("free", "3000", "--dry-run", "--json"));
        Assert.StartsWith("{\"schema\":\"berth.free/1\",\"dry_run\":true,\"verdict\":null,\"steps\":[{\"do\":\"signal\",\"pid\":999999999,\"name\":\"node\"", room.Out);
        Assert.Contains("\"closes\":[{\"protocol\":\"tcp\",\"address\":\"127.0.0.1\",\"port\":3000}],\"result\":null", room.Out);
        Assert.Single(room.Asked);
    }

    [Fact]
    public void A_port_that_nothing_holds_has_a_code_of_its_own()
    {
        var room = new Room { Machine = Machine() };
        Assert.Equal(ExitCode.NothingThere, room.Run("free", "4444", "--yes"));
    }

    [Fact]
    public void Connections_are_not_even_read()
    {
        var room = new Room { Machine = Machine() };
        room.Run("free", "3000", "--dry-run");
        Assert.Equal(SocketKinds.Listeners | SocketKinds.Bound, room.Asked[0].Kinds);
        Assert.Contains(Environment.ProcessId, room.Asked[0].Processes);
    }

    [Theory, InlineData(""), InlineData(" ")]
    public void An_empty_word_does_not_mean_everything(string word)
    {
        var room = new Room { Machine = Machine() };
        Assert.Equal(ExitCode.BadUsage, room.Run("free", word, "--dry-run"));
        Assert.Empty(room.Asked);
    }

    [Fact]
    public void A_port_that_only_a_connection_uses_is_not_called_free()
    {
        var room = new Room { Machine = Machine() };
        room.Run("free", "4444", "--yes");
        Assert.StartsWith("Nothing listens on port 4444 or is bound to it. `berth 4444` says whether a connection uses it.\n", room.Said);
    }
}
