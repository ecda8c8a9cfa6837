using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Model.Addressing;
using Berth.Model.Protocols;
using Berth.Model.Snapshots;
using Berth.Worlds;

namespace Berth.Audit.Tests.Rules;

/// <summary>A machine, and how bad a rule finds it; null: it finds nothing.</summary>
sealed record Case(string Rule, string Name, Severity? Expected, AuditFacts Facts);

/// <summary>Cases for every rule, one file per group.</summary>
static partial class Cases
{
    public static IEnumerable<Case> All => [.. Databases, .. Debuggers, .. Web, .. Containers, .. Loopback, .. Processes, .. Machine, .. Firewall];

    const string Wide = "0.0.0.0", Local = "127.0.0.1";

    /// <summary>One listener with one answer.</summary>
    static AuditFacts Answering(string at, string? protocol, string name = "server", string? command = null, Func<ProtocolFacts, ProtocolFacts>? with = null, World? world = null)
    {
        world ??= new World();
        var socket = world.Listen(at, world.Process(500, name, command: command));
        var asked = socket.LocalAddress.IsWildcard ? new Endpoint(Protocol.Tcp, InetAddress.LoopbackV4, socket.LocalPort) : socket.Local;
        var answer = new ProtocolFacts { Endpoint = asked, Protocol = protocol, Outcome = ProbeOutcome.Recognised, Evidence = "it answered" };
        return new AuditFacts { Snapshot = world.Snapshot(), Answers = [with is null ? answer : with(answer)] };
    }

    static AuditFacts Answering(string at, string protocol, Authentication authentication, params (string, string)[] details) => Answering(at, protocol, with: answer => answer with
    {
        Authentication = authentication,
        Details = details.ToDictionary(static detail => detail.Item1, static detail => detail.Item2),
    });

    /// <summary>An API over HTTP.</summary>
    static AuditFacts Api(string at, string api, Authentication authentication = Authentication.Unknown, BrowserAttack? host = null) => Answering(at, "http", with: answer => answer with
    {
        Product = api, Authentication = authentication, Http = new HttpFacts { Status = 200, ForeignHost = host ?? BrowserAttack.NotTried }, Details = new Dictionary<string, string> { ["api"] = api },
    });

    static AuditFacts Product(string at, string product, Authentication authentication = Authentication.Unknown) =>
        Answering(at, "http", with: answer => answer with { Product = product, Authentication = authentication, Http = new HttpFacts { Status = 200 } });

    /// <summary>One process that listens, without anything answered.</summary>
    static AuditFacts Running(string at, string name, string command, string? executable = null, string user = "ada")
    {
        var world = new World();
        world.Listen(at, world.Process(500, name, command: command, executable: executable, user: user));
        return new AuditFacts { Snapshot = world.Snapshot() };
    }

    static AuditFacts Facts(Action<World> build, MachineReadings? machine = null)
    {
        var world = new World();
        build(world);
        return new AuditFacts { Snapshot = world.Snapshot(), Machine = machine ?? new() };
    }
}
