using System.Buffers;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Namespaces;
using Berth.Linux.Programs;
using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Machine;

namespace Berth.Probes.Linux.Twin;

/// <summary>
/// A second machine in namespaces without a name: one with the host's interfaces, addresses and rules, and behind each interface
/// one that plays whoever calls from there. The host itself is not touched, and all of it ends with this object or the process.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class TwinNetwork : IDisposable
{
    readonly HostFacts host;
    readonly Dictionary<string, PrivateNamespace> behind = [];

    TwinNetwork(PrivateNamespace machine, HostFacts host) => (Machine, this.host) = (machine, host);

    public PrivateNamespace Machine { get; }

    /// <summary>Who calls by this interface; a program of the machine itself for loopback.</summary>
    public PrivateNamespace Behind(string link) => behind.GetValueOrDefault(link, Machine);

    /// <summary>Null with the reason.</summary>
    public static TwinNetwork? Build(HostFacts host, IReadOnlyList<TwinProbe> probes, out string? problem)
    {
        problem = null;
        var machine = PrivateNamespace.Create(out var error);
        if (machine is null)
        {
            problem = error.IsDenied ? "the kernel lets only root make network namespaces: run with sudo" : $"no network namespace could be made: {error}";
            return null;
        }
        var twin = new TwinNetwork(machine, host);
        problem = twin.Furnish(probes);
        if (problem is null) return twin;
        twin.Dispose();
        return null;
    }

    /// <summary>The callers forget the hardware addresses that they have learned, and the machine those of the callers.</summary>
    public void Forget()
    {
        foreach (var other in behind.Values) Ip(other, new StringBuilder("neigh flush all\n"));
        Ip(Machine, new StringBuilder("neigh flush all\n"));
    }

    string? Furnish(IReadOnlyList<TwinProbe> probes)
    {
        // The parent's limits on ICMP answers would make rejections look like silence.
        if (Inside(Machine, () => Set("net/ipv4/icmp_ratelimit", "0", "net/ipv6/icmp/ratelimit", "0", OwnAddresses, "1")) is { } failed) return failed;
        var own = new StringBuilder("link set lo up\n");
        foreach (var link in host.Interfaces)
        {
            if (link.Kind == InterfaceKind.Loopback) Addresses(own, link, isLoopback: true);
            else if (link is { IsUp: true, IsSilent: true, Addresses.Count: > 0 } && IsName(link.Name))
            {
                own.Append($"link add name {link.Name} index {link.Index} type dummy\nlink set {link.Name} up\n");
                Addresses(own, link, isLoopback: false);
            }
            else if (link.IsUp && IsName(link.Name) && (link.Addresses.Count > 0 || probes.Any(probe => probe.Interface == link.Name)))
            {
                if (PrivateNamespace.Create(out var error) is not { } other) return $"no network namespace could be made: {error}";
                if (Inside(other, () => Set(OwnAddresses, "1")) is { } closed) return closed;
                behind[link.Name] = other;
                own.Append($"link add name {link.Name} index {link.Index} type veth peer name peer0 netns {other.Path}\n");
                // A tunnel has no neighbours to ask for: nobody asks, and both ends answer to one hardware address.
                if (link.Kind == InterfaceKind.Vpn) own.Append($"link set {link.Name} address {TunnelAddress} arp off\n");
                own.Append($"link set {link.Name} up\n");
                Addresses(own, link, isLoopback: false);
            }
        }
        if (Ip(Machine, own) is { } trouble) return trouble;
        foreach (var link in host.Interfaces)
            if (behind.TryGetValue(link.Name, out var other) && People(link, other, probes) is { } lost) return lost;
        if (Ip(Machine, WaysBack(probes)) is { } noWay) return noWay;
        return Inside(Machine, () =>
        {
            foreach (var link in host.Interfaces)
            {
                if (!behind.ContainsKey(link.Name)) continue;
                if (link.ForwardsV6) Set("net/ipv6/conf/all/forwarding", "1");
                Set($"net/ipv4/conf/{link.Name}/forwarding", link.ForwardsV4 ? "1" : "0", $"net/ipv4/conf/{link.Name}/route_localnet", link.RoutesLocalnet ? "1" : "0",
                    $"net/ipv6/conf/{link.Name}/forwarding", link.ForwardsV6 ? "1" : "0", $"net/ipv4/conf/{link.Name}/rp_filter", "0");
            }
            Set("net/ipv4/conf/all/rp_filter", "0");
        });
    }

    // 1: interfaces get no link-local address by themselves (include/uapi/linux/if_link.h, IN6_ADDR_GEN_MODE_NONE).
    const string OwnAddresses = "net/ipv6/conf/default/addr_gen_mode";

    static readonly SearchValues<char> unsafeInNames = SearchValues.Create(" \t\n/\"'\\#");

    const string TunnelAddress = "02:00:00:00:00:01", Router6 = "fe80::ffff:ffff:ffff:fffe";

    static void Addresses(StringBuilder commands, NetworkInterface link, bool isLoopback)
    {
        foreach (var own in link.Addresses)
        {
            // The kernel gives loopback its own.
            if (isLoopback && own.Address.IsLoopback) continue;
            var place = own.Peer is { } peer ? $"{own.Address.ToString()} peer {peer.ToString()}/{own.PrefixLength}" : $"{own.Address.ToString()}/{own.PrefixLength}";
            commands.Append($"addr add {place} dev {link.Name}{(own.Address.Family == InetFamily.V6 ? " nodad" : "")}\n");
        }
    }

    // Neighbours have their address on the link, others behind it: then a router asks for the machine, by its own address.
    string? People(NetworkInterface link, PrivateNamespace other, IReadOnlyList<TwinProbe> probes)
    {
        var commands = new StringBuilder("link set lo up\n");
        if (link.Kind == InterfaceKind.Vpn) commands.Append($"link set peer0 address {TunnelAddress} arp off\n");
        commands.Append($"link set peer0 up\naddr add {Router6}/64 dev peer0 nodad\n");
        foreach (var address in Callers(link, probes).Concat(Containers(link, probes)).Distinct())
        {
            var isV6 = address.Family == InetFamily.V6;
            commands.Append($"addr add {address.ToString()}/{(isV6 ? 128 : 32)} dev {(IsNear(link, address) ? "peer0" : "lo")}{(isV6 ? " nodad" : "")}\n");
        }
        // Containers answer through the machine, others as if they stood beside it.
        foreach (var family in (ReadOnlySpan<InetFamily>)[InetFamily.V4, InetFamily.V6])
        {
            var way = link.Kind == InterfaceKind.Container && link.Addresses.FirstOrDefault(own => own.Address.Family == family) is { } machine ? $"via {machine.Address.ToString()} onlink " : "";
            commands.Append($"route add {(family == InetFamily.V4 ? "0.0.0.0/0" : "::/0")} {way}dev peer0\n");
        }
        foreach (var to in probes.Where(probe => probe.Interface == link.Name).Select(static probe => probe.To).Distinct()) WayTo(to, link, commands);
        return Ip(other, commands);
    }

    // Over IPv6 an interface answers for its own addresses alone: for one of another interface the machine is the router.
    static void WayTo(InetAddress to, NetworkInterface link, StringBuilder commands)
    {
        if (to.Family != InetFamily.V6 || to.IsLoopback || link.Addresses.Any(own => own.Address == to)) return;
        if (link.Addresses.FirstOrDefault(static own => own.Address.Family == InetFamily.V6) is { } via) commands.Append($"route add {to.ToString()}/128 via {via.Address.ToString()} dev peer0 onlink\n");
    }

    StringBuilder WaysBack(IReadOnlyList<TwinProbe> probes)
    {
        var commands = new StringBuilder();
        foreach (var link in host.Interfaces)
        {
            if (!behind.ContainsKey(link.Name)) continue;
            // Every interface of a machine has this network; without it a rule that asks for the way back drops the router's own
            // questions. "replace" would take it from another interface.
            if (HasV6) commands.Append($"route append fe80::/64 dev {link.Name}\n");
            foreach (var caller in Callers(link, probes))
            {
                if (IsNear(link, caller)) continue;
                var via = caller.Family == InetFamily.V6 && link.Kind != InterfaceKind.Vpn ? $"via {Router6} " : "";
                commands.Append($"route replace {caller.ToString()} {via}dev {link.Name}\n");
            }
        }
        return commands;
    }

    static IEnumerable<InetAddress> Callers(NetworkInterface link, IReadOnlyList<TwinProbe> probes) =>
        probes.Where(probe => probe.Interface == link.Name).Select(probe => probe.Caller).Distinct();

    bool IsOwn(InetAddress address) => host.Interfaces.Any(link => link.Addresses.Any(own => own.Address == address));

    /// <summary>Listeners that are not of the machine itself but on one of its inner networks.</summary>
    IEnumerable<InetAddress> Containers(NetworkInterface link, IReadOnlyList<TwinProbe> probes) =>
        probes.Select(probe => probe.Listener.Address).Where(address => !IsLinkLocal(address) && IsNear(link, address) && !IsOwn(address)).Distinct();

    public static bool IsNear(NetworkInterface link, InetAddress address) =>
        !address.IsWildcard && link.Kind != InterfaceKind.Loopback && (IsLinkLocal(address) || link.Addresses.Any(own => own.PrefixLength > 0 && address.IsIn(own.Peer ?? own.Address, own.PrefixLength)));

    public static bool IsLinkLocal(InetAddress address) => address.Family == InetFamily.V6 && address.Bits >> 118 == 0xfe80 >> 6;

    static bool HasV6 => File.Exists("/proc/net/if_inet6");

    // What the kernel allows as a name, less what `ip` would read as something else.
    static bool IsName(string name) => name.Length is > 0 and < 16 && name[0] != '-' && !name.AsSpan().ContainsAny(unsafeInNames);

    static string? Ip(PrivateNamespace inside, StringBuilder commands)
    {
        if (commands.Length == 0) return null;
        ProgramOutput? output = null;
        var failed = Inside(inside, () => output = SystemProgram.Run("ip", ["-batch", "-"], commands.ToString()));
        return failed ?? (output!.Problem is { } problem ? $"the twin's network could not be built: {problem}" : null);
    }

    static string? Inside(PrivateNamespace place, Action work) => place.Run(work, out var error) ? null : $"the twin's namespace could not be entered: {error}";

    // A kernel without IPv6 has no such file.
    static void Set(params ReadOnlySpan<string> pairs)
    {
        for (var i = 0; i + 1 < pairs.Length; i += 2)
            if (File.Exists($"/proc/sys/{pairs[i]}")) File.WriteAllText($"/proc/sys/{pairs[i]}", pairs[i + 1]);
    }

    public void Dispose()
    {
        foreach (var other in behind.Values) other.Dispose();
        Machine.Dispose();
    }
}
