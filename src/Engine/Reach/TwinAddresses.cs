using Berth.Model.Addressing;

namespace Berth.Engine.Reach;

/// <summary>Hands out callers' addresses, each to one interface: the twin has one way back to an address.</summary>
sealed class TwinAddresses
{
    const int MostTries = 64;

    readonly Dictionary<InetAddress, string> taken = [];

    /// <summary>Callers for whom no address was left.</summary>
    public int Missed { get; private set; }

    /// <summary>One of the addresses that is this interface's, or nobody's yet; null when there is none.</summary>
    public InetAddress? One(AddressSet of, InetFamily family, string link)
    {
        var middle = of.Middle;
        for (uint i = 0; i < MostTries; i++)
        {
            if (of.Contains(middle + i) && Take(AddressSet.Address(middle + i, family), link) is { } above) return above;
            if (i <= middle && of.Contains(middle - i) && Take(AddressSet.Address(middle - i, family), link) is { } below) return below;
        }
        Missed++;
        return null;
    }

    /// <summary>Null when another interface has it. A link-local address is of each interface for itself.</summary>
    public InetAddress? Take(InetAddress address, string link)
    {
        if (address.Family == InetFamily.V6 && address.Bits >> 118 == 0xfe80 >> 6) return address;
        if (taken.TryAdd(address, link)) return address;
        return taken[address] == link ? address : null;
    }
}
