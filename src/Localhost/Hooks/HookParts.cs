using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;

namespace Berth.Localhost.Hooks;

/// <summary>The pieces that the programs are put together from. R6 is the context, R7 an address, R8 a port, R9 free.</summary>
static class HookParts
{
    public const Register Context = R6, Address = R7, Port = R8;

    // The frame: a socket's cookie; what it asked for (an address of 16 bytes, then its family); a tuple to look up; a port.
    const int Cookie = -8, Wanted = -32, Tuple = -72, PortKey = -80;

    public const int WantedSize = 24, WantedFamily = 16;

    /// <summary>Bytes of struct sock that <see cref="JumpIfV6Only"/> has room for.</summary>
    public const int SockRoom = Wanted - Tuple;

    /// <summary>The beginning of a program about an address. A process in another network namespace is left alone ("pass").</summary>
    public static BpfAssembler Begin(LocalhostFacts facts) => new BpfAssembler()
        .Move(Context, R1)
        .Call(Helper.NamespaceCookie).MoveWide(R1, facts.Namespace).JumpIfNotEqual(R0, R1, "pass");

    /// <summary>The end: the call goes on.</summary>
    public static ulong[] Pass(this BpfAssembler code) => code.Label("pass").Return(1).Assemble();

    public static BpfAssembler Write4(this BpfAssembler code, uint address) => code.Move32(R1, address).Store(Width.Word, Context, SocketAddress.Ip4, R1);

    public static BpfAssembler Write6(this BpfAssembler code, ulong first, ulong last) => code
        .MoveWide(R1, first).Store(Width.Double, Context, SocketAddress.Ip6, R1)
        .MoveWide(R1, last).Store(Width.Double, Context, SocketAddress.Ip6Last, R1);

    /// <summary>Keeps the address that was asked for under the socket's cookie.</summary>
    public static BpfAssembler Remember(this BpfAssembler code, int map, int family)
    {
        code.Cookied().Store(Width.Double, Frame, Wanted, 0).Store(Width.Double, Frame, Wanted + 8, 0);
        if (family == SocketAddress.FamilyV4) code.Load(Width.Word, R1, Context, SocketAddress.Ip4).Store(Width.Word, Frame, Wanted, R1);
        else
        {
            code.Load(Width.Double, R1, Context, SocketAddress.Ip6).Store(Width.Double, Frame, Wanted, R1)
                .Load(Width.Double, R1, Context, SocketAddress.Ip6Last).Store(Width.Double, Frame, Wanted + 8, R1);
        }
        return code.Store(Width.Double, Frame, Wanted + WantedFamily, family)
            .MoveMap(R1, map).Move(R2, Frame).Add(R2, Cookie).Move(R3, Frame).Add(R3, Wanted).Move(R4, 0).Call(Helper.MapUpdate);
    }

    /// <summary>R0 = what was remembered of this socket, or null.</summary>
    public static BpfAssembler Recall(this BpfAssembler code, int map) =>
        code.Cookied().MoveMap(R1, map).Move(R2, Frame).Add(R2, Cookie).Call(Helper.MapLookup);

    public static BpfAssembler Forget(this BpfAssembler code, int map) =>
        code.MoveMap(R1, map).Move(R2, Frame).Add(R2, Cookie).Call(Helper.MapDelete);

    /// <summary>The socket's cookie, onto the frame.</summary>
    public static BpfAssembler Cookied(this BpfAssembler code) =>
        code.Move(R1, Context).Call(Helper.SocketCookie).Store(Width.Double, Frame, Cookie, R0);

    // What the table of ports says of one; the last entry is of no port, but of all wildcard binds.
    public const int Declared = 1, Exposed = 2, Refusing = 3, WildcardKey = 0x10000;

    /// <summary>Goes on when <see cref="Port"/> is declared the project's.</summary>
    public static BpfAssembler JumpUnlessDeclared(this BpfAssembler code, LocalhostFacts facts, string otherwise) => code
        .Store(Width.Word, Frame, PortKey, Port).LookUpPort(facts).JumpIfEqual(R0, 0, otherwise)
        .Load(Width.Word, R1, R0, 0).JumpIfNotEqual(R1, Declared, otherwise);

    /// <summary>Jumps when the project leaves <see cref="Port"/> alone.</summary>
    public static BpfAssembler JumpIfExposed(this BpfAssembler code, LocalhostFacts facts, string label)
    {
        var on = code.NewLabel("on");
        return code.Store(Width.Word, Frame, PortKey, Port).LookUpPort(facts).JumpIfEqual(R0, 0, on)
            .Load(Width.Word, R1, R0, 0).JumpIfEqual(R1, Exposed, label).Label(on);
    }

    /// <summary>Jumps when the project refuses binds to every address.</summary>
    public static BpfAssembler JumpIfRefusing(this BpfAssembler code, LocalhostFacts facts, string label)
    {
        var on = code.NewLabel("on");
        return code.Store(Width.Word, Frame, PortKey, WildcardKey).LookUpPort(facts).JumpIfEqual(R0, 0, on)
            .Load(Width.Word, R1, R0, 0).JumpIfEqual(R1, Refusing, label).Label(on);
    }

    static BpfAssembler LookUpPort(this BpfAssembler code, LocalhostFacts facts) =>
        code.MoveMap(R1, facts.Ports).Move(R2, Frame).Add(R2, PortKey).Call(Helper.MapLookup);

    /// <summary>A socket with IPV6_V6ONLY cannot take or call a mapped address. Arithmetic on a socket's pointer is not allowed, so all before the bit is read.</summary>
    public static BpfAssembler JumpIfV6Only(this BpfAssembler code, LocalhostFacts facts, string label) => code
        .Load(Width.Double, R3, Context, SocketAddress.Socket).JumpIfEqual(R3, 0, label)
        .Move(R1, Frame).Add(R1, Tuple).Move(R2, facts.V6OnlyByte + 1).Call(Helper.ReadKernel)
        .Load(Width.Byte, R1, Frame, Tuple + facts.V6OnlyByte).JumpIfAnySet(R1, facts.V6OnlyMask, label);

    /// <summary>
    /// Goes on when a socket serves <see cref="Port"/> on the own address of that family. R7 and R9 are lost.
    /// </summary>
    /// <param name="fromOwnPort">The question comes from a datagram: a connected UDP client is found only with the sender's port.</param>
    public static BpfAssembler JumpUnlessServed(this BpfAssembler code, LocalhostFacts facts, bool v6, bool fromOwnPort, string otherwise)
    {
        string datagram = code.NewLabel("datagram"), answered = code.NewLabel("answered");
        var size = v6 ? SocketAddress.Tuple6Size : SocketAddress.Tuple4Size;
        if (v6)
        {
            code.MoveWide(R1, facts.Own6First).Store(Width.Double, Frame, Tuple, R1).Store(Width.Double, Frame, Tuple + 16, R1)
                .MoveWide(R1, facts.Own6Last).Store(Width.Double, Frame, Tuple + 8, R1).Store(Width.Double, Frame, Tuple + 24, R1);
        }
        else code.Move32(R1, facts.Own4).Store(Width.Word, Frame, Tuple, R1).Store(Width.Word, Frame, Tuple + 4, R1);
        if (!fromOwnPort) code.Store(Width.Half, Frame, Tuple + size - 4, 0);
        else
        {
            code.Load(Width.Double, R1, Context, SocketAddress.Socket).JumpIfEqual(R1, 0, otherwise)
                .Load(Width.Word, R1, R1, SocketAddress.SourcePort).ToNetworkOrder16(R1).Store(Width.Half, Frame, Tuple + size - 4, R1);
        }
        code.Store(Width.Half, Frame, Tuple + size - 2, Port)
            .Move(R1, Context).Move(R2, Frame).Add(R2, Tuple).Move(R3, size).Move(R4, -1).Move(R5, 0) // -1: the socket's own network namespace
            .Load(Width.Word, R0, Context, SocketAddress.Type).JumpIfEqual(R0, SocketAddress.Datagram, datagram)
            .Call(Helper.FindTcpSocket).Jump(answered)
            .Label(datagram).Call(Helper.FindUdpSocket)
            .Label(answered).JumpIfEqual(R0, 0, otherwise);
        // A server of the machine on 0.0.0.0 is found too: only the exact address is the project's.
        if (v6) code.Load(Width.Word, R9, R0, SocketAddress.SourceIp6 + 12).Load(Width.Word, Address, R0, SocketAddress.SourceIp6);
        else code.Load(Width.Word, R9, R0, SocketAddress.SourceIp4);
        code.Move(R1, R0).Call(Helper.ReleaseSocket); // a reference is held: every path gives it back
        return v6
            ? code.JumpIfNotEqual32(R9, (uint)(facts.Own6Last >> 32), otherwise).JumpIfNotEqual32(Address, (uint)facts.Own6First, otherwise)
            : code.JumpIfNotEqual32(R9, facts.Own4, otherwise);
    }

    /// <summary>A port as programs see it: network order in the low 16 bits.</summary>
    public static int InNetworkOrder(int port) => (port & 0xff) << 8 | port >> 8;
}
