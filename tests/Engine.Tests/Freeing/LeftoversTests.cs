using Berth.Engine.Freeing;
using Berth.Engine.Listing;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Engine.Tests.Freeing;

public class LeftoversTests
{
    static readonly FreeOptions Options = new() { OwnPid = 999 };

    static (FreePlan Plan, SocketRecord Socket) Before()
    {
        var world = new World();
        world.Process(999, "berth");
        var parent = world.Process(400, "python3");
        var socket = world.Add("127.0.0.1:3000", null, SocketState.Listen, [parent, world.Process(401, "python3", 400), world.Process(402, "python3", 400)], inode: 77);
        var snapshot = world.Snapshot();
        return (FreePlanner.Plan(snapshot, Lister.Rows(snapshot, SocketKinds.Listeners), Options), socket);
    }

    static int[] Left(ulong inode, params int[] pids)
    {
        var world = new World();
        world.Process(999, "berth");
        world.Add("127.0.0.1:3000", null, SocketState.Listen, [.. pids.Select(pid => world.Process(pid, "python3", 1))], inode: inode);
        var later = world.Snapshot();
        return [.. Leftovers.Of(Before().Plan, later, Lister.Rows(later, SocketKinds.Listeners), Options).Select(step => step.Process.Pid)];
    }

    [Fact]
    public void Workers_that_outlive_their_parent_are_asked_too() => Assert.Equal([401, 402], Left(77, 401, 402));

    [Fact]
    public void A_parent_that_did_not_end_is_not_asked_twice() => Assert.Equal([], Left(77, 400));

    [Fact]
    public void Somebody_new_on_the_same_socket_is_not_asked() => Assert.Equal([], Left(77, 500));

    [Fact]
    public void A_new_socket_is_not_theirs() => Assert.Equal([], Left(78, 401));
}
