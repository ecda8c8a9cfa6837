using System.Runtime.Versioning;
using Berth.Model.Addressing;
using Berth.Model.Machine;

namespace Berth.Probes.Linux.Machine;

/// <summary>
/// A pair or a bridge leads to containers, as a rule. With a default route it is the way off this machine instead: so it is inside
/// a container, and with a bridge over the network card.
/// </summary>
[SupportedOSPlatform("linux")]
static class DefaultRoutes
{
    /// <summary>Whether an interface's kind depends on the routes. Pairs of a container engine have no address but a link-local one.</summary>
    public static bool Matter(List<NetworkInterface> interfaces)
    {
        foreach (var link in interfaces)
        {
            if (link.Kind != InterfaceKind.Container || !link.IsUp) continue;
            for (var i = 0; i < link.Addresses.Count; i++)
                if (!IsLinkLocal(link.Addresses[i].Address)) return true;
        }
        return false;
    }

    public static void Apply(List<NetworkInterface> interfaces, List<Route> routes)
    {
        for (var i = 0; i < interfaces.Count; i++)
            if (interfaces[i].Kind == InterfaceKind.Container && HasDefault(interfaces[i].Index, routes)) interfaces[i] = interfaces[i] with { Kind = InterfaceKind.Physical };
    }

    static bool HasDefault(uint index, List<Route> routes)
    {
        foreach (var route in routes)
            if (route is { PrefixLength: 0, IsOfMainTable: true } && route.InterfaceIndex == index) return true;
        return false;
    }

    static bool IsLinkLocal(InetAddress address) => address.Family == InetFamily.V6 && address.LeadingBits >> 54 == 0xfe80 >> 6;
}
