using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Worlds;
using static Berth.Worlds.World;

namespace Berth.Engine.Tests.Explain;

/// <summary>The scenes in which a message was pasted.</summary>
static partial class Scenes
{
    static Dictionary<string, (string Question, Func<Snapshot> Machine)> Messages => new()
    {
        ["error-in-use-of-a-lease"] = ("Error: listen EADDRINUSE: address already in use :::3000", () =>
        {
            var world = new World();
            world.Bound("127.0.0.1:3000", world.Process(50, "berthd", 1)).Kept = Lease;
            return world.Snapshot();
        }),
        ["error-of-windows"] = ("Ports are not available: exposing port TCP 0.0.0.0:3000 -> 127.0.0.1:0: listen tcp 0.0.0.0:3000: bind: An attempt was made to access a socket in a way forbidden by its access permissions.",
            () => new World().Snapshot()),
        ["error-unknown-with-an-endpoint"] = ("Blocked request. This host (\"localhost:3999\") is not allowed.", () => new World().Snapshot()),
        ["error-unknown-at-a-port-that-browsers-refuse"] = ("This page failed to load: net::ERR_UNSAFE_PORT http://localhost:6000/", () => new World().Snapshot()),
        ["error-in-use"] = ("Error: listen EADDRINUSE: address already in use :::3000", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:3000", world.Process(302, "node", world.Shell().Pid, "node server.js", project: Shop));
            return world.Snapshot();
        }),
        ["error-in-use-by-a-client"] = ("listen tcp :49342: bind: address already in use", () =>
        {
            var world = new World();
            world.Open("192.168.1.5:49342", "93.184.216.34:443", world.Process(900, "firefox", 1));
            return world.Snapshot();
        }),
        ["error-in-use-no-more"] = ("Bind for 0.0.0.0:5432 failed: port is already allocated", () => new World().Snapshot()),
        ["error-in-use-without-port"] = ("Error: That port is already in use.", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:3000", world.Process(302, "node", world.Shell().Pid, "node server.js", project: Shop));
            return world.Snapshot();
        }),
        ["error-denied-unix-socket"] = ("dial unix /run/docker.sock: connect: permission denied", () =>
        {
            var world = new World();
            world.Unix("/run/docker.sock", world.Process(650, "dockerd", 1, user: "root", cgroup: Unit("docker.service")));
            return world.Snapshot();
        }),
        ["error-not-available"] = ("Error: listen EADDRNOTAVAIL: address not available 10.1.2.3:3000", () => new World().Snapshot()),
        ["error-refused-both-families"] = ("[errors]: [\n  Error: connect ECONNREFUSED ::1:5432\n  Error: connect ECONNREFUSED 127.0.0.1:5432", () => new World().Snapshot()),
        ["error-denied"] = ("listen tcp :80: bind: permission denied", () => new World().Snapshot()),
        ["error-refused-other-family"] = ("Error: connect ECONNREFUSED ::1:5432", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:5432", world.Process(500, "postgres", 1, user: "postgres", cgroup: Unit("postgresql.service")));
            return world.Snapshot();
        }),
        ["error-refused-moved"] = ("curl: (7) Failed to connect to localhost port 5173 after 0 ms: Couldn't connect to server", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:5174", world.Process(302, "node", world.Shell().Pid, "node node_modules/.bin/vite", project: Shop));
            return world.Snapshot();
        }),
        ["error-refused-project"] = ("Error: connect ECONNREFUSED 127.0.0.1:9999", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:5174", world.Process(302, "node", world.Shell().Pid, "node node_modules/.bin/vite", project: Shop));
            return world.Snapshot();
        }),
        ["error-reset"] = ("read tcp 127.0.0.1:34512->127.0.0.1:5432: read: connection reset by peer", () =>
        {
            var world = new World();
            world.Listen("127.0.0.1:5432", world.Process(500, "postgres", 1, user: "postgres", cgroup: Unit("postgresql.service")));
            return world.Snapshot();
        }),
        ["error-timed-out-hung"] = ("Error: connect ETIMEDOUT 127.0.0.1:4000", () =>
        {
            var world = new World();
            world.Add("127.0.0.1:4000", null, SocketState.Listen, [world.Process(370, "node", world.Shell().Pid, "node app.js", project: Shop)], waiting: 129, backlog: 128);
            return world.Snapshot();
        }),
        ["error-no-name"] = ("curl: (6) Could not resolve host: shop.localhost", () => new World().Snapshot()),
    };
}
