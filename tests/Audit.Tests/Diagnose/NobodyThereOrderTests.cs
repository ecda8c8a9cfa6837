using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Sockets;
using Berth.Worlds;
using static Berth.Model.Diagnosis.ConnectOutcome;

namespace Berth.Audit.Tests.Diagnose;

/// <summary>Why nobody is there may have several causes at once: each pair that can be there together, and which of them comes first.</summary>
public class NobodyThereOrderTests
{
    static readonly PortRange every = PortRange.Of(1, Port.Max);

    // The first of two is named; what a server that was just there leaves behind comes after what keeps it away.
    static readonly (string Id, Action<Scene> Make)[] causes =
    [
        ("bound-not-listening", scene => scene.World.Bound("127.0.0.1:80", scene.World.Process(50, "java"))),
        ("held-by-client", scene => scene.World.Open("127.0.0.1:80", "10.0.0.9:22", scene.World.Process(51, "curl"))),
        ("published-elsewhere", scene => scene.World.Listen("0.0.0.0:8080", scene.World.Process(70, "docker-proxy", user: "root",
            command: "/usr/bin/docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80"))),
        ("other-namespace", scene => scene.World.Add("0.0.0.0:80", null, SocketState.Listen, [scene.World.Process(52, "node")], network: Sockets.Foreign)),
        ("privileged-port", scene => scene.World.Host = scene.World.Host with { UserId = 1000 }),
        ("reserved-port", scene => scene.World.Host = scene.World.Host with { ReservedPorts = [every] }),
        ("time-wait", scene => scene.World.TimeWait("127.0.0.1:80", "127.0.0.1:40000")),
        ("handed-out-port", scene => scene.World.Host = scene.World.Host with { EphemeralPorts = Known.Observed(every) }),
        ("nothing-listens", scene => scene.World.Listen("127.0.0.1:81", scene.World.Process(53, "nginx"))),
    ];

    public static TheoryData<string, string> Pairs => [.. from first in causes from second in causes
        where Array.IndexOf(causes, first) < Array.IndexOf(causes, second)
        // A reserved port is not handed out.
        where (first.Id, second.Id) != ("reserved-port", "handed-out-port")
        select (first.Id, second.Id)];

    [Theory, MemberData(nameof(Pairs))]
    public void Of_two_causes_the_harder_fact_comes_first(string first, string second)
    {
        var scene = new Scene("http://localhost/", new World().Host with { UserId = 0 });
        foreach (var cause in causes)
            if (cause.Id == first || cause.Id == second) cause.Make(scene);
        Assert.Equal(first, scene.Try("127.0.0.1", Refused).Report().Answer!.Id);
    }
}
