using Berth.Model.Addressing;
using Berth.Model.Firewall;
using Berth.Model.Sockets;

namespace Berth.Engine.Reach;

/// <summary>
/// A rule that sends packets somewhere else, with what the chains on the way to it ask for. What they ask beyond that is left out:
/// a packet that is taken here may be sent on, any other certainly is not.
/// </summary>
/// <param name="Ports">The ports that are called; null: any.</param>
/// <param name="CalledAt">The addresses that are called; null: any.</param>
/// <param name="Address">Null: the address stays, or is one of this machine.</param>
/// <param name="ToPorts">Null: the port stays.</param>
sealed record Redirection(InetFamily? Family, byte? Protocol, IReadOnlyList<Operand>? Ports, IReadOnlyList<Operand>? CalledAt, Operand? Address, Operand? ToPorts, Decision Rule)
{
    /// <summary>Nobody can tell where to: <see cref="Address"/> and <see cref="ToPorts"/> say nothing.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>The packet stays as it is, and a transparent socket gets it: loopback is no protection.</summary>
    public bool IsHanded { get; init; }

    public bool Takes(InetFamily family, Protocol protocol) =>
        (Family is null || Family == family) && (Protocol is null || Protocol == (protocol == Model.Addressing.Protocol.Udp ? 17 : 6));

    public bool TakesAt(InetAddress address)
    {
        if (CalledAt is null) return true;
        foreach (var range in CalledAt)
            if (range.Contains(address.Bits)) return true;
        return false;
    }

    /// <summary>Whether it may lead to the socket.</summary>
    public bool MayLeadTo(SocketRecord socket, Machine machine)
    {
        if (IsOpaque) return true;
        if (ToPorts is not null && !ToPorts.Contains(socket.LocalPort.Number)) return false;
        if (Address is null) return true;
        var bound = socket.LocalAddress.Unmapped;
        return bound.IsWildcard ? machine.HasAnyOf(Address) : Address.Contains(bound.Bits);
    }
}
