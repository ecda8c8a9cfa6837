using Berth.Engine.Holders;
using Berth.Model.Knowledge;
using Berth.Model.Processes;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Engine.Tests.Holders;

public class PortHoldersTests
{
    static readonly ProcessFacts node = Sockets.Process(42, "node"), stranger = Sockets.Process(77, "nginx");

    static Kin Command(bool hasUnseen) => new(static (process, _) => process.Pid == node.Pid, () => hasUnseen);

    /// <summary>Who is seen to hold it, the socket's user, whether we (uid 1000) see all, whether one of ours is shut: whose it is, and in words.</summary>
    public static TheoryData<string, uint, bool, bool, Whose, string> Rows => new()
    {
        { "node", 1000, false, false, Whose.Ours, "node (pid 42)" },
        { "nginx", 1000, false, true, Whose.SomebodyElses, "nginx (pid 77)" },
        { "", 1000, false, true, Whose.LikelyOurs, "a program of yours that may not be looked into" },
        { "", 1000, false, false, Whose.SomebodyElses, "a program of yours that may not be looked into" },
        { "", 33, false, true, Whose.SomebodyElses, "a program of another user (uid 33)" },
        { "", 33, true, false, Whose.Nobodys, "a program that has just ended, or is out of sight" },
        { "", 1000, true, true, Whose.Nobodys, "a program that has just ended, or is out of sight" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Whose_a_port_is_and_who_holds_it(string holder, uint user, bool seesAll, bool hasUnseen, Whose whose, string words)
    {
        var owner = holder switch { "node" => Sockets.Held(node), "nginx" => Sockets.Held(stranger), _ => Owner.Hidden("hidden") };
        var socket = Sockets.Listener("127.0.0.1:3000", owner, user: user);
        var seen = Sockets.Seen(socket);
        var snapshot = seen with { Host = seen.Host with { UserId = 1000, SeesAllProcesses = seesAll } };
        Assert.Equal(whose, PortHolders.Of(socket, snapshot, Command(hasUnseen)));
        Assert.Equal(words, HolderWords.Of(socket, snapshot.Host));
    }

    [Fact]
    public void Candidates_are_no_holders()
    {
        var socket = Sockets.Listener("127.0.0.1:3000", new Owner([stranger], How.Inferred, "candidates"), user: 33);
        Assert.Equal("a program of another user (uid 33)", HolderWords.Of(socket, Sockets.Seen(socket).Host));
    }

    [Theory]
    [InlineData("127.0.0.1:3000", true)]
    [InlineData("::ffff:127.0.0.1:3000", true)]
    [InlineData("::1:3000", true)]
    [InlineData("0.0.0.0:3000", true)]
    [InlineData(":::3000", true)]
    [InlineData("127.77.1.2:3000", false)]
    [InlineData("192.168.1.5:3000", false)]
    public void Some_addresses_keep_localhost_from_others(string at, bool keeps) => Assert.Equal(keeps, PortHolders.IsAtLocalhost(Sockets.Listener(at)));

    [Fact]
    public void What_is_below_is_found_also_in_a_snapshot_that_goes_round_in_a_circle()
    {
        ProcessFacts[] all = [node with { ParentPid = 50 }, Sockets.Process(50, "sh") with { ParentPid = 60 }, Sockets.Process(60, "sh") with { ParentPid = 50 }];
        var snapshot = Sockets.Seen() with { Processes = all.ToDictionary(static one => one.Pid) };
        Assert.True(PortHolders.IsBelow(all[0], 60, snapshot));
        Assert.False(PortHolders.IsBelow(all[0], 1, snapshot));
    }
}
