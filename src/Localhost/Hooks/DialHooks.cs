using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;

namespace Berth.Localhost.Hooks;

/// <summary>
/// A connect or a datagram to localhost goes to the own address when the port is the project's: declared so, or served there
/// now. Else it goes where it would have gone, so that the machine's own services stay reachable.
/// </summary>
static class DialHooks
{
    public static ulong[] Connect4(LocalhostFacts facts) => V4(facts, connect: true);

    public static ulong[] Connect6(LocalhostFacts facts) => V6(facts, connect: true);

    public static ulong[] Send4(LocalhostFacts facts) => V4(facts, connect: false);

    public static ulong[] Send6(LocalhostFacts facts) => V6(facts, connect: false);

    static ulong[] V4(LocalhostFacts facts, bool connect)
    {
        var code = Begin(facts)
            .Load(Width.Word, Address, Context, SocketAddress.Ip4).JumpIfEqual32(Address, LocalhostFacts.Loopback4, "local").JumpIfNotEqual32(Address, 0, "pass")
            .Label("local").Load(Width.Word, Port, Context, SocketAddress.Port)
            .JumpUnlessDeclared(facts, "undeclared").Jump("own")
            .Label("undeclared").JumpUnlessServed(facts, v6: false, fromOwnPort: !connect, "pass")
            .Label("own");
        if (connect) code.Remember(facts.Dialled, SocketAddress.FamilyV4);
        return code.Write4(facts.Own4).Pass();
    }

    static ulong[] V6(LocalhostFacts facts, bool connect)
    {
        var code = Begin(facts)
            .Load(Width.Double, R1, Context, SocketAddress.Ip6).JumpIfNotEqual(R1, 0, "pass")
            .Load(Width.Word, Port, Context, SocketAddress.Port)
            .Load(Width.Double, Address, Context, SocketAddress.Ip6Last).JumpIfEqual(Address, 0, "local")
            .MoveWide(R1, LocalhostFacts.Loopback6Last).JumpIfEqual(Address, R1, "local")
            .Move(R1, Address).ShiftLeft(R1, 32).ShiftRight(R1, 32).Move32(R2, LocalhostFacts.MappedMark).JumpIfNotEqual(R1, R2, "pass")
            .ShiftRight(Address, 32).JumpIfEqual32(Address, LocalhostFacts.Loopback4, "mapped").JumpIfEqual32(Address, 0, "mapped").Jump("pass");

        code.Label("local");
        if (facts.HasOwn6) code.JumpUnlessServed(facts, v6: true, fromOwnPort: !connect, "four").Jump("six").Label("four");
        // A datagram's address may not become a mapped one (net/ipv6/udp.c answers ENOTSUPP).
        if (connect) code.JumpUnlessServed(facts, v6: false, fromOwnPort: false, "unserved").JumpIfV6Only(facts, "unserved").Jump("toMapped");
        code.Label("unserved");
        if (facts.HasOwn6) code.JumpUnlessDeclared(facts, "pass").Label("six").ToOwn6(facts, connect);
        else code.Jump("pass");

        code.Label("mapped");
        if (!connect) return code.Pass();
        return code
            .JumpUnlessDeclared(facts, "undeclared").Jump("toMapped")
            .Label("undeclared").JumpUnlessServed(facts, v6: false, fromOwnPort: false, "pass")
            .Label("toMapped").Remember(facts.Dialled, SocketAddress.FamilyV6).Write6(0, facts.Own4Mapped)
            .Pass();
    }

    static void ToOwn6(this BpfAssembler code, LocalhostFacts facts, bool connect)
    {
        if (connect) code.Remember(facts.Dialled, SocketAddress.FamilyV6);
        code.Write6(facts.Own6First, facts.Own6Last).Return(1);
    }
}
