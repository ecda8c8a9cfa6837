using Berth.Engine.Addresses;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>The addresses and ports that may lead to a socket when they are called: its own, and those that rules send there.</summary>
sealed class Doors
{
    const int MostPorts = 48, MostAddresses = 32;

    readonly HostFacts host;
    readonly Machine machine;
    readonly IReadOnlyList<Redirection> redirections;
    readonly bool areAddressesNamed;
    readonly Lazy<PortClasses> classes;

    public Doors(HostFacts host, FirewallRules rules, Machine machine)
    {
        (this.host, this.machine) = (host, machine);
        redirections = Redirections.Find(rules);
        areAddressesNamed = NamesAddresses(rules);
        classes = new Lazy<PortClasses>(() => new PortClasses(rules));
    }

    /// <summary>What rules send to the socket, by the ports that are called for it.</summary>
    public readonly record struct Way(Port Port, Redirection By);

    /// <summary>The ports to call, in one family. One stands for all that no rule tells apart.</summary>
    /// <param name="cut">Set when there are more ways than can be tried.</param>
    public List<Way> Ways(SocketRecord socket, InetFamily family, out Decision? cut)
    {
        cut = null;
        var ways = new List<Way>();
        foreach (var redirection in redirections)
        {
            if (!redirection.Takes(family, socket.Protocol) || !redirection.MayLeadTo(socket, machine)) continue;
            var ports = new List<Port>();
            var staysOnPort = redirection.ToPorts is null && !redirection.IsOpaque;
            if (staysOnPort && Allows(redirection, socket.LocalPort)) ports.Add(socket.LocalPort);
            else if (!staysOnPort && !classes.Value.Representatives(redirection.Ports, MostPorts, ports)) cut = redirection.Rule;
            foreach (var port in ports)
            {
                if (ways.Exists(way => way.Port == port && SameCalls(way.By, redirection))) continue;
                if (ways.Count < MostPorts) ways.Add(new Way(port, redirection));
                else cut = redirection.Rule;
            }
        }
        return ways;
    }

    static bool Allows(Redirection redirection, Port port)
    {
        if (redirection.Ports is null) return true;
        foreach (var range in redirection.Ports)
            if (range.Contains(port.Number)) return true;
        return false;
    }

    static bool SameCalls(Redirection one, Redirection other) => ReferenceEquals(one.CalledAt, other.CalledAt);

    /// <summary>The addresses of the machine that an interface may be called for; one stands for all where no rule tells them apart.</summary>
    public IReadOnlyList<InetAddress> Called(NetworkInterface link, InetFamily family)
    {
        var found = new List<InetAddress>();
        var kinds = new HashSet<(bool, bool, bool, bool)>();
        foreach (var isOwn in (ReadOnlySpan<bool>)[true, false])
            foreach (var holder in host.Interfaces)
                foreach (var address in holder.Addresses)
                {
                    if ((holder.Index == link.Index) != isOwn || address.Address.Family != family || !ReachLevels.Carries(link, address.Address, holder)) continue;
                    var kind = AddressClasses.Of(address.Address);
                    var isNew = kinds.Add((isOwn, kind.IsPublic, kind.IsShared, kind.IsLinkLocal));
                    if (isNew || (areAddressesNamed && found.Count < MostAddresses)) found.Add(address.Address);
                }
        return found;
    }

    /// <summary>Addresses that are not the machine's and that rules send to it: whoever routes them here may call them.</summary>
    public static IEnumerable<InetAddress> Foreign(Redirection redirection, InetFamily family, Machine machine)
    {
        foreach (var range in redirection.CalledAt ?? [])
        {
            if (range.High > uint.MaxValue && family == InetFamily.V4) continue;
            var address = AddressSet.Address(range.Low, family);
            if (!machine.IsLocal(address)) yield return address;
        }
    }

    static bool NamesAddresses(FirewallRules rules)
    {
        foreach (var table in rules.Tables)
            foreach (var chain in table.Chains)
                foreach (var rule in chain.Rules)
                    foreach (var part in rule.Parts)
                    {
                        var fields = part switch { RulePart.Match match => match.Fields, RulePart.VerdictMap map => map.Fields, RulePart.DestinationNatMap map => map.Fields, _ => [] };
                        foreach (var field in fields)
                            if (field.Field is PacketField.DestinationAddress or PacketField.OriginalDestination) return true;
                    }
        return false;
    }
}
