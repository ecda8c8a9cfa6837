using Berth.Model.Addressing;
using Berth.Model.Firewall;

namespace Berth.Engine.Reach;

/// <summary>
/// A packet on its way, standing for all that are alike: either end may be many addresses, and where a rule tells them apart the
/// packet is split.
/// </summary>
sealed record Packet
{
    public required InetFamily Family { get; init; }
    public required byte Protocol { get; init; }
    public required AddressSet Source { get; init; }
    public required AddressSet Destination { get; init; }

    /// <summary>Both inclusive. A caller's port is any of the ephemeral ones.</summary>
    public (ushort Low, ushort High) SourcePorts { get; init; }
    public (ushort Low, ushort High) DestinationPorts { get; init; }

    /// <summary>Empty where the packet comes from or goes to this machine itself.</summary>
    public string Input { get; init; } = "";
    public string Output { get; init; } = "";

    /// <summary>Bit of <see cref="ConnectionStates"/> that connection tracking gives it; 0 before tracking has seen it.</summary>
    public uint State { get; init; }
    public uint StateOnceTracked { get; init; } = ConnectionStates.New;

    public bool IsReply { get; init; }

    /// <summary>Its destination was changed, and it keeps that.</summary>
    public bool IsRedirected { get; init; }

    /// <summary>Of a later packet of a redirected connection: where tracking sends it, once it comes to that.</summary>
    public Packet? Moves { get; init; }
    public AddressSet OriginalDestination { get; init; } = AddressSet.Nobody;
    public ushort OriginalPort { get; init; }
    public AddressSet OriginalSource { get; init; } = AddressSet.Nobody;

    /// <summary>A rule that is not understood changed where it goes: to any address and port.</summary>
    public bool IsAdrift { get; init; }

    /// <summary>The rule that handed it to a transparent socket; its destination is as ever.</summary>
    public RulePart.TransparentProxy? Handed { get; init; }

    /// <summary>Who it seems to come from since its source was changed; <see cref="Source"/> stays who it is. One of them.</summary>
    public AddressSet? SeenSource { get; init; }

    /// <summary>A bit for each field that a rule has set to something that cannot be told.</summary>
    public ulong Obscured { get; init; }

    /// <summary>No rule may change its destination any more: one did, or the connection began without.</summary>
    public bool IsSettled { get; init; }

    public uint Mark { get; init; }

    /// <summary>The bits of the mark that these rules have set; the others any program may have.</summary>
    public uint MarkKnown { get; init; }
    public byte? IcmpType { get; init; }
    public byte TcpFlags { get; init; }
    public byte? HopLimit { get; init; }
    public byte PacketType { get; init; }

    /// <summary>The first rule on the way of which nobody can say whether it holds.</summary>
    public Decision? Doubt { get; init; }

    /// <summary>The last rule on the way that let it pass by name.</summary>
    public Decision? Accepted { get; init; }

    public bool IsObscured(PacketField field) => (Obscured & (1ul << (int)field)) != 0;

    public Packet Obscuring(PacketField field) => this with { Obscured = Obscured | (1ul << (int)field) };

    public bool IsNew => State == ConnectionStates.New;

    public Packet Doubted(Decision by) => Doubt is null ? this with { Doubt = by } : this;
}
