using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

static partial class Cases
{
    static FirewallRule Accept(ushort port) => new(7, 1, $"tcp dport {port} accept",
    [
        new RulePart.Match([new(PacketField.Protocol)], false, ElementSet.Of(Operand.Number(6))),
        new RulePart.Match([new(PacketField.DestinationPort)], false, ElementSet.Of(Operand.Number(port))),
        new RulePart.Decide(Verdict.Accept),
    ]);

    static FirewallTable Input(string name, bool drops, int priority = 0, TableFamily family = TableFamily.Inet, FirewallDialect dialect = FirewallDialect.Nft, params FirewallRule[] rules) =>
        new(family, name, dialect, [new FirewallChain("input", new ChainHook(ChainType.Filter, HookPoint.Input, priority, drops, []), rules)]);

    static AuditFacts Rules(string? listener, params FirewallTable[] tables) => Behind(listener, Known.Observed(new FirewallRules(tables)));

    static AuditFacts Behind(string? listener, Known<FirewallRules> rules)
    {
        var plain = new World();
        var world = new World { Host = plain.Host with { Interfaces = [plain.Host.Interfaces[0], Sockets.Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5", "2001:db8::5")] } };
        if (listener is not null) world.Listen(listener, world.Process(500, "web"));
        return new() { Snapshot = world.Snapshot() with { Firewall = rules } };
    }

    // As kube-proxy, netavark and people do: a port of this machine is a container's, and no engine tells.
    static AuditFacts SentOn(string? listener, MachineReadings? machine = null, string? only = null)
    {
        var plain = new World();
        NetworkInterface[] links = [plain.Host.Interfaces[0], Sockets.Link(2, "eth0", InterfaceKind.Physical, "192.168.1.5"), Sockets.Link(3, "cni0", InterfaceKind.Container, "172.17.0.1")];
        var world = new World { Host = plain.Host with { Interfaces = [.. links.Select(static link => link with { ForwardsV4 = true, ForwardsV6 = true })] } };
        if (listener is not null) world.Listen(listener, world.Process(500, "web"));
        RulePart[] parts =
        [
            new RulePart.Match([new(PacketField.Protocol)], false, ElementSet.Of(Operand.Number(6))),
            new RulePart.Match([new(PacketField.DestinationPort)], false, ElementSet.Of(Operand.Number(5432))),
            new RulePart.DestinationNat(Operand.Address(Sockets.Address("172.17.0.2")), Operand.Number(80)),
        ];
        if (only is not null) parts = [new RulePart.Match([new(PacketField.DestinationAddress)], false, ElementSet.Of(Operand.Address(Sockets.Address(only)))), .. parts];
        var table = new FirewallTable(TableFamily.Ip, "nat", FirewallDialect.Nft,
            [new FirewallChain("prerouting", new ChainHook(ChainType.Nat, HookPoint.Prerouting, -100, false, []), [new FirewallRule(9, 1, "tcp dport 5432 dnat to 172.17.0.2:80", parts)])]);
        return new() { Snapshot = world.Snapshot() with { Firewall = Known.Observed(new FirewallRules([table])) }, Machine = machine ?? new() };
    }

    static AuditFacts Published(bool ufw, string? address) => Engine(Docker(address: address) with { Ufw = new UfwState(ufw, true) });

    static AuditFacts Proven(PathVerdict expected, PathVerdict seen)
    {
        var facts = Rules($"{Wide}:8080", Input("filter", drops: true));
        var probe = new TwinProbe(facts.Snapshot.Sockets[0].Local, false, SourceClass.Lan, "eth0", Sockets.Address("192.168.1.9"), Sockets.Address("192.168.1.5"), new Port(8080), expected);
        return facts with { Twin = new TwinReport([new TwinVerdict(probe, seen, "192.168.1.9 called 192.168.1.5:8080 by eth0")], null) };
    }

    static IEnumerable<Case> Firewall =>
    [
        new("reach-disproved", "open after all", Severity.High, Proven(PathVerdict.Filtered, PathVerdict.Open)),
        new("reach-disproved", "closed after all", Severity.Medium, Proven(PathVerdict.Open, PathVerdict.Filtered)),
        new("reach-disproved", "as it was read", null, Proven(PathVerdict.Filtered, PathVerdict.Filtered)),
        new("reach-disproved", "it was not known", null, Proven(PathVerdict.Unknown, PathVerdict.Open)),
        new("port-sent-on", "to a container", Severity.Medium, SentOn(null)),
        new("port-sent-on", "a listener has the port", null, SentOn($"{Wide}:5432")),
        new("port-sent-on", "an engine published it", null, SentOn(null, Docker())),
        new("port-sent-on", "of loopback alone", null, SentOn(null, only: "127.0.0.1")),
        new("port-sent-on", "no rules", null, Rules(null)),
        new("fw-absent", "no rules", Severity.Medium, Rules($"{Wide}:8080")),
        new("fw-absent", "rules that drop nothing", Severity.Medium, Rules($"{Wide}:8080", Input("filter", drops: false, rules: Accept(22)))),
        new("fw-absent", "a policy that drops", null, Rules($"{Wide}:8080", Input("filter", drops: true))),
        new("fw-absent", "nothing is open", null, Rules($"{Local}:8080")),
        new("fw-absent", "it is not known", null, Behind($"{Wide}:8080", Known.Hidden<FirewallRules>("reading them takes root"))),
        new("fw-unknown", "they may not be read", Severity.Info, Behind($"{Wide}:8080", Known.Hidden<FirewallRules>("reading them takes root"))),
        new("fw-unknown", "they were read", null, Rules($"{Wide}:8080")),
        new("fw-unknown", "nothing is open", null, Behind($"{Local}:8080", Known.Hidden<FirewallRules>("reading them takes root"))),
        new("fw-v6-gap", "rules for IPv4 only", Severity.High, Rules("[::]:8080", Input("filter", drops: true, family: TableFamily.Ip))),
        new("fw-v6-gap", "rules for both", null, Rules("[::]:8080", Input("filter", drops: true))),
        new("fw-v6-gap", "rules for none", null, Rules("[::]:8080")),
        new("fw-two-backends", "both", Severity.Medium, Rules(null, Input("filter", drops: true), Input("filter", drops: false, family: TableFamily.Ip, dialect: FirewallDialect.IptablesLegacy))),
        new("fw-two-backends", "one", null, Rules(null, Input("filter", drops: true), Input("other", drops: false))),
        new("fw-order-surprise", "accepted, then dropped", Severity.Low, Rules($"{Wide}:8080", Input("first", drops: false, rules: Accept(8080)), Input("second", drops: true, priority: 10))),
        new("fw-order-surprise", "accepted by the chain that drops", null, Rules($"{Wide}:8080", Input("first", drops: true, rules: Accept(8080)))),
        new("fw-hole-unused", "nobody listens", Severity.Info, Rules(null, Input("filter", drops: true, rules: Accept(9999)))),
        new("fw-hole-unused", "somebody listens", null, Rules($"{Wide}:8080", Input("filter", drops: true, rules: Accept(8080)))),
        new("docker-bypasses-ufw", "published for all", Severity.High, Published(ufw: true, null)),
        new("docker-bypasses-ufw", "published on loopback", null, Published(ufw: true, "127.0.0.1")),
        new("docker-bypasses-ufw", "ufw is off", null, Published(ufw: false, null)),
    ];
}
