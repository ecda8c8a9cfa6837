using Berth.Audit.Contract;
using Berth.Audit.Rules.Ai;
using Berth.Audit.Rules.Brokers;
using Berth.Audit.Rules.Containers;
using Berth.Audit.Rules.Databases;
using Berth.Audit.Rules.Debuggers;
using Berth.Audit.Rules.Firewall;
using Berth.Audit.Rules.Loopback;
using Berth.Audit.Rules.Machine;
using Berth.Audit.Rules.Processes;
using Berth.Audit.Rules.Projects;
using Berth.Audit.Rules.Screens;
using Berth.Audit.Rules.Web;

namespace Berth.Audit.Catalogue;

/// <summary>Every rule. A new one is one file and one line here.</summary>
public static class RuleCatalogue
{
    public static IReadOnlyList<IAuditRule> All { get; } =
    [
        new DatabaseWide(), new PostgresTrust(), new RedisWithoutPassword(), new MemcachedOpen(), new MongoWithoutLogin(), new ElasticsearchOpen(),
        new BrokerOpen(), new CoordinatorOpen(),
        new JavaDebugger(), new NodeInspector(), new NativeDebugger(), new ChromeRemote(), new AndroidBridge(),
        new JupyterOpen(), new ModelServerOpen(), new McpUnguarded(),
        new DevServerWide(), new HttpHostUnchecked(), new HttpCorsOpen(), new WebSocketOriginUnchecked(), new HttpSecretsServed(), new ProxyOpen(),
        new AdminPageOpen(), new CertificateBad(), new UnusualProtocol(),
        new VncWithoutPassword(), new X11OverNetwork(), new RemoteDesktopWide(),
        new DockerApiOverTcp(), new DockerSocketShared(), new KubeletOpen(), new DockerPublishedToAll(), new PublishedWithoutProxy(), new SentOnByRule(),
        new DockerLoopbackLeak(), new DockerDirectRouting(), new DockerFirewallOff(), new DockerBypassesUfw(), new HostNetworkContainer(),
        new FirewallAbsent(), new FirewallGapV6(), new FirewallTwoBackends(), new FirewallOrder(), new FirewallHole(), new FirewallUnknown(), new ReachDisproved(),
        new LocalhostSplit(), new LocalhostName(), new RouteLocalnet(), new WeakHost(), new UdpShared(), new EphemeralCollision(), new AutomaticPortWide(), new LowPortsFree(),
        new ExecutableDeleted(), new ExecutableSuspicious(), new RootListener(), new OwnerHidden(), new AbandonedDevServer(), new SecretInArguments(),
        new TunnelLive(), new SshForwardWide(),
        new LocalAuthorityUnconstrained(), new KeyReadable(),
        new PolicyDrift(),
    ];
}
