using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Berth.Linux.Netlink;
using Berth.Linux.ProcFs;
using Berth.Model.Addressing;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Probes.Rights;

namespace Berth.Probes.Linux.Machine;

/// <summary>Reads what the machine says of itself: ranges from /proc/sys, interfaces by rtnetlink. Takes well below a millisecond.</summary>
[SupportedOSPlatform("linux")]
sealed class HostReader(ProcDirectory proc)
{
    // A router of the internet has a million.
    const int MostRoutes = 10_000;

    const ulong CapabilityDacReadSearch = 1ul << 2, CapabilityPtrace = 1ul << 19;

    /// <param name="routes">Whether to read the routes too.</param>
    public HostFacts Read(bool routes = false)
    {
        var user = Berth.Linux.Native.CurrentUser.EffectiveId;
        var interfaces = Interfaces();
        var ways = routes || DefaultRoutes.Matter(interfaces) ? Routes() : [];
        DefaultRoutes.Apply(interfaces, ways);
        return new HostFacts
        {
            System = OperatingSystemKind.Linux,
            Release = Line("sys/kernel/osrelease\0"u8) ?? "",
            EphemeralPorts = EphemeralPorts(),
            ReservedPorts = PortRanges.Parse(Line("sys/net/ipv4/ip_local_reserved_ports\0"u8) ?? ""),
            FirstUnprivilegedPort = int.TryParse(Line("sys/net/ipv4/ip_unprivileged_port_start\0"u8), out var first) ? first : 1024,
            Interfaces = interfaces,
            Routes = routes ? ways : [],
            UserId = user,
            SudoBerth = AsRoot.For(user),
            SeesAllProcesses = SeesAllProcesses(),
            HasProcesses = ThisProcess.HasProc,
            CountsProcessesAsWeDo = ThisProcess.OwnsProc,
        };
    }

    Known<PortRange> EphemeralPorts()
    {
        var line = Line("sys/net/ipv4/ip_local_port_range\0"u8);
        var parts = (line ?? "").Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2 && ushort.TryParse(parts[0], out var low) && ushort.TryParse(parts[1], out var high))
            return Known.Observed(PortRange.Of(low, high));
        return Known.Inferred(PortRange.Of(32768, 60999), "Linux's default: net.ipv4.ip_local_port_range could not be read");
    }

    // The walk of other users' descriptors needs both (ptrace(2), "access mode checking").
    bool SeesAllProcesses()
    {
        // Root of a user namespace has every capability, over that namespace alone.
        if (!ThisProcess.IsInFirstUserNamespace) return false;
        var buffer = new byte[4096];
        var length = proc.ReadAt("self/status\0"u8, buffer, out _);
        if (length < 0) return false;
        var text = buffer.AsSpan(0, length);
        var at = text.IndexOf("CapEff:\t"u8);
        if (at < 0 || !ulong.TryParse(text.Slice(at + 8, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var capabilities)) return false;
        const ulong both = CapabilityDacReadSearch | CapabilityPtrace;
        return (capabilities & both) == both;
    }

    static List<Route> Routes()
    {
        using var netlink = NetlinkSocket.Open(NetlinkSocket.RouteFamily, out _);
        var routes = new List<Route>();
        netlink?.Dump(RouteMessage.GetRoute, RouteMessage.Request, (type, payload) =>
        {
            if (type == RouteMessage.NewRoute && routes.Count < MostRoutes) RouteMessage.Read(payload, routes);
        }, out _);
        return routes;
    }

    // net.ipv4.conf.all counts for every interface: include/linux/inetdevice.h, IN_DEV_ROUTE_LOCALNET.
    List<NetworkInterface> Interfaces()
    {
        var everywhere = Line("sys/net/ipv4/conf/all/route_localnet\0"u8) is "1";
        using var netlink = NetlinkSocket.Open(NetlinkSocket.RouteFamily, out _);
        if (netlink is null) return [];
        var links = new List<LinkMessage>();
        var addresses = new List<AddressMessage>();
        netlink.Dump(LinkMessage.GetLink, LinkMessage.Request, (type, payload) =>
        {
            if (type == LinkMessage.NewLink && LinkMessage.Read(payload) is { } link) links.Add(link);
        }, out _);
        netlink.Dump(AddressMessage.GetAddress, AddressMessage.Request, (type, payload) =>
        {
            if (type == AddressMessage.NewAddress && AddressMessage.Read(payload) is { } address) addresses.Add(address);
        }, out _);
        var interfaces = new List<NetworkInterface>(links.Count);
        foreach (var link in links)
        {
            var own = new List<InterfaceAddress>();
            foreach (var address in addresses)
                if (address.InterfaceIndex == link.Index) own.Add(address.Address);
            interfaces.Add(new NetworkInterface(link.Index, link.Name, link.Classify(), link.IsUp, own)
            {
                RoutesLocalnet = everywhere || link.RoutesLocalnet,
                ForwardsV4 = link.ForwardsV4,
                ForwardsV6 = link.ForwardsV6,
                IsSilent = link.IsDummy || (link.IsPort && links.Exists(other => other.Index == link.Master)),
            });
        }
        return interfaces;
    }

    string? Line(ReadOnlySpan<byte> path)
    {
        Span<byte> buffer = stackalloc byte[4096];
        var length = proc.ReadAt(path, buffer, out _);
        return length < 0 ? null : Encoding.ASCII.GetString(buffer[..length]).Trim();
    }
}
