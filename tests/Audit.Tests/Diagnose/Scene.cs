using Berth.Audit.Diagnose;
using Berth.Engine.Targets;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Processes;
using Berth.Model.Protocols;
using Berth.Model.Sockets;
using Berth.Worlds;

namespace Berth.Audit.Tests.Diagnose;

/// <summary>A target, a machine and what connecting gave, written by hand and ending in the report.</summary>
sealed class Scene(string typed = "http://localhost:3000/", HostFacts? host = null)
{
    readonly List<ConnectAttempt> attempts = [];
    readonly List<SocketRecord> gone = [];
    readonly DiagnosisTarget target = DiagnosisTargets.Of(TargetParser.Parse(typed).Target!)!;
    NameFacts? name;
    ProxySettings proxy = ProxySettings.None;
    SocketRecord? fuller;

    public World World { get; } = host is null ? new World() : new World { Host = host };

    public ProcessFacts Node { get; private set; } = Sockets.Process(0, "");
    public string? Directory { get; set; }
    /// <summary>The port that a rule of the firewall drops; 0: no rules were read.</summary>
    public ushort Dropped { get; init; }
    public bool HasIPv6 { get; set; } = true;

    /// <summary>One server, on the addresses.</summary>
    public Scene Serve(params string[] ends)
    {
        Node = World.Process(4242, "node", parent: 300, command: "node server.js", project: World.Shop);
        foreach (var end in ends) World.Listen(end, Node);
        return this;
    }

    public Scene Resolves(params string[] addresses) => Named(new NameFacts(target.Host, [.. addresses.Select(Sockets.Address)], addresses.Length == 0 ? "the resolver knows no address for it" : null, [], "files dns"));

    /// <summary>From a line of /etc/hosts.</summary>
    public Scene InHosts(string address) => Named(new NameFacts(target.Host, [Sockets.Address(address)], null, [new HostsEntry(Sockets.Address(address), [target.Host], 3)], "files dns"));

    Scene Named(NameFacts facts)
    {
        name = facts;
        return this;
    }

    public Scene Try(
        string address, ConnectOutcome outcome, HttpAttempt? http = null, TlsAttempt? tls = null, HttpAttempt? inside = null, UnaskedOutcome? unasked = null,
        string? met = null)
    {
        var took = outcome == ConnectOutcome.TimedOut ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(0.2);
        attempts.Add(new ConnectAttempt(new Endpoint(Protocol.Tcp, Sockets.Address(address), target.Port), outcome, took)
        {
            Http = http,
            Tls = tls,
            HttpOverTls = inside,
            Unasked = unasked is { } seen ? new UnaskedAttempt(seen, seen == UnaskedOutcome.Greets ? "220 ready" : "", TimeSpan.FromMilliseconds(1)) : null,
            Met = met is null ? null : new Endpoint(Protocol.Tcp, Sockets.End(met).Address, Sockets.End(met).Port),
        });
        return this;
    }

    public Scene Answered(string address, int status, string text = "") => Try(address, ConnectOutcome.Connected, Http(status, text));

    public static HttpAttempt Http(int status, string text = "", HttpOutcome outcome = HttpOutcome.Answered) => new(outcome, "localhost:3000", status, text, TimeSpan.FromMilliseconds(3));

    /// <summary>A redirect, and where each step leads; the last one without an answer when it is a circle, or nobody is there.</summary>
    public static HttpAttempt Redirect(RedirectEnd end, params (string Url, HttpAttempt? Answer)[] steps) =>
        Http(302) with { Location = steps[0].Url, Trail = new RedirectTrail([.. steps.Select(step => new Redirect(step.Url, step.Answer))], end) };

    public static HttpAttempt Http(HttpOutcome outcome, string text = "") => Http(0, text, outcome);

    public static TlsAttempt Tls(TlsOutcome outcome) => new(outcome, null, false, false, "wrong version number", TimeSpan.FromMilliseconds(2));

    public static TlsAttempt Tls(int fromDays = -1, int toDays = 30, bool matches = true, bool trusted = true) => new(
        TlsOutcome.Done, new CertificateFacts("CN=localhost", "CN=localhost", Sockets.Now.AddDays(fromDays), Sockets.Now.AddDays(toDays), ["localhost"], true, "ECC", 256, "sha256ECDSA", "AB"),
        matches, trusted, null, TimeSpan.FromMilliseconds(2));

    public Scene Proxied(string variable, string? exceptions = null)
    {
        proxy = new ProxySettings([new ProxyVariable(variable, "http://proxy:3128")], exceptions is null ? null : new ProxyVariable("NO_PROXY", exceptions));
        return this;
    }

    /// <summary>Afterwards so many connections wait in the queue of the first listener.</summary>
    public Scene Waiting(uint count)
    {
        var first = World.Snapshot().Sockets.First(socket => socket.State == SocketState.Listen);
        fuller = new SocketRecord
        {
            Protocol = first.Protocol, State = first.State, LocalAddress = first.LocalAddress, LocalPort = first.LocalPort, Inode = first.Inode,
            ReceiveQueue = count, SendQueue = first.SendQueue, Namespace = first.Namespace,
        };
        return this;
    }

    /// <summary>Afterwards nobody listens any more.</summary>
    public Scene GoneAfterwards()
    {
        gone.AddRange(World.Snapshot().Sockets);
        return this;
    }

    public DiagnosisFacts Facts()
    {
        var snapshot = World.Snapshot();
        if (Dropped != 0) snapshot = snapshot with { Firewall = Known.Observed(new FirewallRules([Drop(Dropped)])) };
        return new DiagnosisFacts
        {
            Target = target,
            Snapshot = snapshot,
            Name = name ?? (target.Address is { } address ? NameFacts.OfAddress(address) : new NameFacts(target.Host, [.. attempts.Select(attempt => attempt.At.Address)], null, [], null)),
            Attempts = attempts,
            ListenersAfter = [.. snapshot.Sockets.Where(socket => socket.State == SocketState.Listen && !gone.Contains(socket)).Select(socket => socket.Inode == fuller?.Inode ? fuller : socket)],
            Proxy = proxy,
            HasIPv6 = HasIPv6,
            Directory = Directory,
        };
    }

    static FirewallTable Drop(ushort port) => new(TableFamily.Inet, "filter", FirewallDialect.Nft,
        [new FirewallChain("input", new ChainHook(ChainType.Filter, HookPoint.Input, 0, false, []), [new FirewallRule(4, 1, $"tcp dport {port} drop",
        [
            new RulePart.Match([new(PacketField.Protocol)], false, ElementSet.Of(Operand.Number(6))),
            new RulePart.Match([new(PacketField.DestinationPort)], false, ElementSet.Of(Operand.Number(port))),
            new RulePart.Decide(Verdict.Drop),
        ])])]);

    public DiagnosisReport Report() => Diagnoser.Judge(Facts());
}
