using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;

namespace Berth.Localhost.Hooks;

/// <summary>
/// A program is told the addresses that it asked for: in getsockname, getpeername, and as the sender of a datagram. When that is
/// not known (a client that came in, an accepted socket), the own address is told as localhost.
/// </summary>
static class NameHooks
{
    public static ulong[] Sender4(LocalhostFacts facts) => V4(facts, map: null);

    public static ulong[] Sender6(LocalhostFacts facts) => V6(facts, map: null);

    public static ulong[] Socket4(LocalhostFacts facts) => V4(facts, facts.Asked);

    public static ulong[] Socket6(LocalhostFacts facts) => V6(facts, facts.Asked);

    public static ulong[] Peer4(LocalhostFacts facts) => V4(facts, facts.Dialled);

    public static ulong[] Peer6(LocalhostFacts facts) => V6(facts, facts.Dialled);

    static ulong[] V4(LocalhostFacts facts, int? map)
    {
        var code = Begin(facts).Load(Width.Word, Address, Context, SocketAddress.Ip4).JumpIfNotEqual32(Address, facts.Own4, "pass");
        if (map is { } known)
        {
            code.Recall(known).JumpIfEqual(R0, 0, "plain")
                .Load(Width.Double, R1, R0, WantedFamily).JumpIfNotEqual(R1, SocketAddress.FamilyV4, "plain")
                .Load(Width.Word, R1, R0, 0).Store(Width.Word, Context, SocketAddress.Ip4, R1).Return(1)
                .Label("plain");
        }
        return code.Write4(LocalhostFacts.Loopback4).Pass();
    }

    static ulong[] V6(LocalhostFacts facts, int? map)
    {
        var code = Begin(facts)
            .Load(Width.Double, R9, Context, SocketAddress.Ip6).Load(Width.Double, Address, Context, SocketAddress.Ip6Last)
            .JumpIfNotEqual(R9, 0, "notMapped").MoveWide(R1, facts.Own4Mapped).JumpIfNotEqual(Address, R1, "pass");
        code.TellAsked(map, "plain4").Write6(0, LocalhostFacts.Mapped(LocalhostFacts.Loopback4)).Return(1).Label("notMapped");
        if (!facts.HasOwn6) return code.Pass();
        code.MoveWide(R1, facts.Own6First).JumpIfNotEqual(R9, R1, "pass").MoveWide(R1, facts.Own6Last).JumpIfNotEqual(Address, R1, "pass");
        return code.TellAsked(map, "plain6").Write6(0, LocalhostFacts.Loopback6Last).Pass();
    }

    static BpfAssembler TellAsked(this BpfAssembler code, int? map, string otherwise) => map is not { } known ? code : code
        .Recall(known).JumpIfEqual(R0, 0, otherwise)
        .Load(Width.Double, R1, R0, WantedFamily).JumpIfNotEqual(R1, SocketAddress.FamilyV6, otherwise)
        .Load(Width.Double, R1, R0, 0).Store(Width.Double, Context, SocketAddress.Ip6, R1)
        .Load(Width.Double, R1, R0, 8).Store(Width.Double, Context, SocketAddress.Ip6Last, R1).Return(1)
        .Label(otherwise);
}
