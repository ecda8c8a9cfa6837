using Berth.Engine.Freeing;
using Berth.Engine.Listing;
using Berth.Model.Knowledge;
using Berth.Model.Leases;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Engine.Tests.Freeing;

public class FreeOutcomeTests
{
    static FreePlan Planned(out SocketRecord socket)
    {
        var world = new World();
        world.Process(999, "berth");
        socket = world.Listen("127.0.0.1:3000", world.Process(400, "node"));
        var snapshot = world.Snapshot();
        return FreePlanner.Plan(snapshot, Lister.Rows(snapshot, SocketKinds.Listeners), new FreeOptions { OwnPid = 999 });
    }

    static FreeOutcome After(FreePlan plan, Action<World> later, PortState bind = PortState.Free)
    {
        var world = new World();
        later(world);
        return Assert.Single(FreeOutcome.After(plan, world.Snapshot(), plan.Closes.ToDictionary(socket => socket, _ => bind)));
    }

    [Fact]
    public void A_port_that_nobody_holds_is_free()
    {
        var outcome = After(Planned(out _), world => world.Listen("127.0.0.1:3001", world.Process(400, "node")));
        Assert.Equal((FreeVerdict.Freed, "127.0.0.1:3000 is free."), (outcome.Verdict, outcome.Sentence));
    }

    [Theory]
    [InlineData(PortState.Held, FreeVerdict.StillHeld, "Nothing is seen on 127.0.0.1:3000 any more, yet it could not be bound: something took it for a moment, or holds it out of sight.")]
    [InlineData(PortState.NoRight, FreeVerdict.Freed, "Nothing holds 127.0.0.1:3000 any more. Binding it takes more rights than this user has.")]
    [InlineData(PortState.Unknown, FreeVerdict.Freed, "Nothing holds 127.0.0.1:3000 any more.")]
    public void What_binding_it_says_decides(PortState bind, FreeVerdict verdict, string sentence)
    {
        var outcome = After(Planned(out _), _ => { }, bind);
        Assert.Equal((verdict, sentence), (outcome.Verdict, outcome.Sentence));
    }

    [Fact]
    public void That_a_connection_holds_it_is_said_only_of_one_that_is_seen()
    {
        var outcome = After(Planned(out _), world => world.TimeWait("127.0.0.1:3000", "127.0.0.1:50000"), PortState.Held);
        Assert.Equal((FreeVerdict.StillHeld, "Nothing listens on 127.0.0.1:3000 any more, yet it cannot be bound: a connection still holds the port. `berth 3000` says which."),
            (outcome.Verdict, outcome.Sentence));
    }

    [Fact]
    public void A_lease_beside_it_takes_nothing_back()
    {
        var outcome = After(Planned(out _), world => world.Bound("127.0.0.1:3000", world.Process(50, "berthd")).Kept = new KeptPort(Known.Hidden<LeaseKey>("not asked")));
        Assert.Equal(FreeVerdict.Freed, outcome.Verdict);
    }

    [Fact]
    public void Who_was_there_and_was_not_chosen_takes_nothing_back()
    {
        var world = new World();
        world.Process(999, "berth");
        world.Listen("127.0.0.1:3000", world.Process(400, "node"));
        var other = world.Listen("127.0.0.1:3000", world.Process(500, "bun"));
        var snapshot = world.Snapshot();
        var plan = FreePlanner.Plan(snapshot, Choice.Of(Lister.Rows(snapshot, SocketKinds.Listeners), row => row.Owner.Processes.Any(process => process.Pid == 400)), new FreeOptions { OwnPid = 999 });
        var outcome = After(plan, later => later.Add("127.0.0.1:3000", null, SocketState.Listen, [later.Process(500, "bun")], inode: other.Inode), PortState.Held);
        Assert.Equal((FreeVerdict.Freed, "127.0.0.1:3000 was let go; bun (pid 500) has 127.0.0.1:3000 as before, and was not chosen."), (outcome.Verdict, outcome.Sentence));
    }

    [Fact]
    public void Of_somebody_who_was_not_asked_it_is_not_said_that_he_did_not_end()
    {
        var outcome = After(Planned(out var socket), world => world.Add("127.0.0.1:3000", null, SocketState.Listen, [], inode: socket.Inode, owner: Owner.Hidden("it is in flight")));
        Assert.Equal("127.0.0.1:3000 is still held by a process that cannot be seen: it is in flight.", outcome.Sentence);
    }

    [Fact]
    public void The_parent_that_started_it_anew_is_named()
    {
        var outcome = After(Planned(out _), world =>
        {
            world.Process(390, "bash", command: "bash watch.sh");
            world.Add("127.0.0.1:3000", null, SocketState.Listen, [world.Process(401, "node", 390)], inode: 99);
        });
        Assert.Equal("127.0.0.1:3000 is held again, now by node (pid 401): bash (pid 390) started it anew.", outcome.Sentence);
    }

    [Fact]
    public void An_IPv6_wildcard_that_takes_no_IPv4_takes_nothing_back()
    {
        var outcome = After(Planned(out _), world => world.Add("[::]:3000", null, SocketState.Listen, [world.Process(401, "node")], inode: 99, v6Only: true));
        Assert.Equal(FreeVerdict.Freed, outcome.Verdict);
    }

    [Fact]
    public void A_holder_that_did_not_end_is_told()
    {
        var outcome = After(Planned(out var socket), world => world.Add("127.0.0.1:3000", null, SocketState.Listen, [world.Process(400, "node")], inode: socket.Inode));
        Assert.Equal((FreeVerdict.StillHeld, "127.0.0.1:3000 is still held by node (pid 400): it did not end."), (outcome.Verdict, outcome.Sentence));
    }

    [Fact]
    public void A_new_taker_is_named()
    {
        var outcome = After(Planned(out _), world => world.Add("0.0.0.0:3000", null, SocketState.Listen, [world.Process(401, "node")], inode: 99));
        Assert.Equal("127.0.0.1:3000 is held again, now by node (pid 401): something started it anew.", outcome.Sentence);
        Assert.Equal(401, outcome.Taker!.Pid);
    }

    [Theory]
    [InlineData(new FreeVerdict[] { }, 3)]
    [InlineData(new[] { FreeVerdict.Freed }, 0)]
    [InlineData(new[] { FreeVerdict.Freed, FreeVerdict.NothingThere }, 0)]
    [InlineData(new[] { FreeVerdict.Freed, FreeVerdict.Refused }, 4)]
    [InlineData(new[] { FreeVerdict.Refused, FreeVerdict.NoRight }, 6)]
    [InlineData(new[] { FreeVerdict.NoRight, FreeVerdict.StillHeld, FreeVerdict.Freed }, 5)]
    public void The_worst_verdict_is_the_exit_code(FreeVerdict[] verdicts, int code) => Assert.Equal(code, FreeVerdicts.Of(verdicts).ExitCode());
}
