using Berth.Audit.Contract;
using Berth.Audit.Findings;
using Berth.Engine.Reach;
using Berth.Model.Addressing;
using Berth.Model.Containers;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Audit.Rules.Containers;

public sealed class DockerBypassesUfw : IAuditRule
{
    public RuleInfo Info { get; } = new()
    {
        Id = "docker-bypasses-ufw",
        Title = "A published port that ufw does not see",
        Severity = new(Severity.High),
        Sees = "ufw is on, and a container publishes a port on an address that is not loopback: the packet is redirected before the input path, where ufw filters.",
        Why = "`ufw status` says deny, and the port is open to the network all the same.",
        Fix = "Publish on 127.0.0.1, or filter in the chain DOCKER-USER.",
        References = ["https://github.com/moby/moby/issues/22054", "https://github.com/docker/for-linux/issues/690", "https://github.com/moby/moby/issues/4737"],
    };

    public IEnumerable<Finding> Find(AuditView view)
    {
        if (view.Machine.Ufw is not { Enabled: true }) yield break;
        foreach (var engine in view.Machine.Engines)
            foreach (var container in engine.Containers)
                foreach (var port in container.Ports.Where(static port => !port.IsLocal).DistinctBy(static port => (port.HostPort, port.Protocol)))
                    yield return Info.About($"container {container.Name}", $"Port {port.HostPort} of the container {container.Name} passes ufw") with
                    {
                        Endpoint = new Endpoint(port.Protocol, port.HostAddress ?? InetAddress.AnyV4, port.HostPort),
                        Evidence = [new Evidence("config", $"ufw is on; {container.Image} publishes {port.HostAddress?.ToString() ?? "0.0.0.0"}:{port.HostPort}"), .. Redirect(view, port)],
                        Fixes = [new("Publish it on loopback", $"docker run -p 127.0.0.1:{port.HostPort}:{port.InnerPort} ..."),
                            new("Or let only those in who need it", $"iptables -I DOCKER-USER -p {port.Protocol.Name()} -m conntrack --ctorigdstport {port.HostPort} ! -s 192.168.0.0/16 -j DROP", $"iptables -D DOCKER-USER -p {port.Protocol.Name()} -m conntrack --ctorigdstport {port.HostPort} ! -s 192.168.0.0/16 -j DROP", NeedsRoot: true)],
                    };
    }

    static IEnumerable<Evidence> Redirect(AuditView view, ContainerPort port)
    {
        foreach (var table in view.Snapshot.Firewall.Value?.Tables ?? [])
            foreach (var chain in table.Chains)
                foreach (var rule in chain.Rules)
                    if (rule.Parts.Any(static part => part is RulePart.DestinationNat) && rule.Parts.OfType<RulePart.Match>().Any(match => match.Fields is [{ Field: PacketField.DestinationPort }] && match.Set.Elements.Any(element => element.Parts is [var one] && one.Contains(port.HostPort.Number))))
                    {
                        yield return new Evidence("firewall", $"redirected by {new Decision(table, chain.Name, rule)}");
                        yield break;
                    }
    }
}
