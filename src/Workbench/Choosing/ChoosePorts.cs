using Berth.Actions.Ports;
using Berth.Engine.Ports;
using Berth.Model.Addressing;
using Berth.Model.Machine;
using Berth.Model.Snapshots;
using Berth.Model.Sockets;
using Berth.Probes.Machines;

namespace Berth.Workbench.Choosing;

/// <summary>
/// Finds ports that nothing holds, and that nothing else is meant for. Another program may take them before the person
/// does.
/// </summary>
/// <param name="chance">Where the search begins: two who ask at once rarely get the same.</param>
public sealed class ChoosePorts(WorkbenchContext context, Random chance)
{
    /// <summary>Outside of what systems hand out, and off the list that browsers refuse.</summary>
    public static readonly PortRange Usual = PortRange.Of(20_000, 29_999);

    /// <param name="named">The range that a person asked for: it is taken at its word, and what is only meant for
    /// others comes last.</param>
    /// <param name="udpOnly">Else TCP and UDP are both tried.</param>
    /// <exception cref="InventoryUnavailableException">The machine cannot be read.</exception>
    public ChosenFree Choose(PortRange? named, int count, bool udpOnly)
    {
        var host = context.Machine.Take(new SnapshotOptions { Kinds = SocketKinds.None, Owners = false }).Host;
        var range = named ?? Usual;
        Protocol[] protocols = udpOnly ? [Protocol.Udp] : [Protocol.Tcp, Protocol.Udp];
        var start = chance.Next(range.Count);
        var leftOut = Enum.GetValues<LeftOut>().ToDictionary(static why => why, static _ => 0);
        var (found, later) = (new List<Port>(), new List<Port>());
        for (var i = 0; i < range.Count && found.Count < count; i++)
        {
            var port = new Port((ushort)(range.First.Number + (start + i) % range.Count));
            var why = WhyNot(port, host);
            if (why == LeftOut.No && !IsFree(port, protocols)) why = LeftOut.Held;
            leftOut[why]++;
            if (why == LeftOut.No) found.Add(port);
            else if (why == LeftOut.Registered && named is not null) later.Add(port);
        }
        foreach (var port in later)
        {
            if (found.Count == count) break;
            if (IsFree(port, protocols)) found.Add(port);
        }
        return new ChosenFree(found, host, leftOut);
    }

    static LeftOut WhyNot(Port port, HostFacts host)
    {
        if (port.Number < host.FirstUnprivilegedPort) return LeftOut.Privileged;
        foreach (var reserved in host.ReservedPorts)
            if (reserved.Contains(port)) return LeftOut.Reserved;
        if (host.EphemeralPorts.Value is { } ephemeral && ephemeral.Contains(port)) return LeftOut.HandedOut;
        if (BlockedPorts.Contains(port)) return LeftOut.Browsers;
        var isNamed = ServiceNames.Find(port, Protocol.Tcp) is not null || ServiceNames.Find(port, Protocol.Udp) is not null;
        return isNamed ? LeftOut.Registered : LeftOut.No;
    }

    static bool IsFree(Port port, Protocol[] protocols)
    {
        ReadOnlySpan<InetAddress> addresses = [InetAddress.AnyV4, InetAddress.AnyV6, InetAddress.LoopbackV4, InetAddress.LoopbackV6];
        foreach (var protocol in protocols)
            foreach (var address in addresses)
            {
                var state = PortCheck.Try(new Endpoint(protocol, address, port), strict: true);
                // NoSuchAddress: IPv6 is off here, so nobody can hold it there.
                if (state is not (PortState.Free or PortState.NoSuchAddress)) return false;
            }
        return true;
    }
}
