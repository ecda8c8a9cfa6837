using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Files;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Snapshots;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static AuditFacts Root(bool constrained, string mode) => Facts(static _ => { }, new MachineReadings
    {
        LocalRoots = [new LocalRoot("mkcert", "/home/ada/.local/share/mkcert/rootCA.pem", "CN=mkcert", constrained, "/home/ada/.local/share/mkcert/rootCA-key.pem", (UnixFileMode)Convert.ToInt32(mode, 8))],
    });

    static AuditFacts Key(string mode) => Facts(static _ => { }, new MachineReadings { Keys = [new AccessToFile("/home/ada/shop/dev.key", (UnixFileMode)Convert.ToInt32(mode, 8), 1000)] });

    static AuditFacts Policy(string at, params PortPolicy[] ports)
    {
        var world = new World();
        world.Listen(at, world.Process(500, "node", project: World.Shop));
        return new() { Snapshot = world.Snapshot(), Policies = [new ProjectPolicy("/home/ada/shop/berth.yaml", World.Shop.Root, ports, ForbidsOthers: true)] };
    }

    static PortPolicy Allowed(ushort port, ReachLevel widest) => new(PortRange.Of(port, port), Protocol.Tcp, widest, 4);

    static IEnumerable<Case> Machine =>
    [
        new("local-ca-unconstrained", "for every name", Severity.Low, Root(constrained: false, "400")),
        new("local-ca-unconstrained", "its key for all", Severity.High, Root(constrained: true, "644")),
        new("local-ca-unconstrained", "limited and kept", null, Root(constrained: true, "600")),
        new("key-readable", "for all", Severity.High, Key("644")),
        new("policy-drift", "wider than allowed", Severity.High, Policy($"{Wide}:3000", Allowed(3000, ReachLevel.Host))),
        new("policy-drift", "a port that is not named", Severity.Medium, Policy($"{Local}:3001", Allowed(3000, ReachLevel.Host))),
        new("policy-drift", "as agreed", null, Policy($"{Local}:3000", Allowed(3000, ReachLevel.Host))),
        new("policy-drift", "the network is allowed", null, Policy($"{Wide}:3000", Allowed(3000, ReachLevel.Lan))),
        new("key-readable", "for its group", null, Key("640")),
    ];
}
