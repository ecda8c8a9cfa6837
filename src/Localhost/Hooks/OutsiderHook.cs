using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;

namespace Berth.Localhost.Hooks;

/// <summary>
/// Drops packets to the own IPv6 address that came in over a network. The kernel refuses 127.0.0.0/8 from outside by itself,
/// but takes packets for any other address it has on any interface: a neighbour that routes there would reach a service that
/// asked for ::1.
/// </summary>
static class OutsiderHook
{
    // struct __sk_buff: protocol (network order), ifindex. Packets begin with their IPv6 header here (RFC 8200, section 3).
    const int Protocol = 16, Interface = 40, Destination = 24;
    const int Loopback = 1; // LOOPBACK_IFINDEX, include/net/flow.h

    public static ulong[] Build(LocalhostFacts facts) => new BpfAssembler()
        .Move(Context, R1)
        .Load(Width.Word, R1, Context, Interface).JumpIfEqual(R1, Loopback, "pass")
        .Load(Width.Word, R1, Context, Protocol).JumpIfNotEqual(R1, InNetworkOrder(0x86dd), "pass")
        .Move(R1, Context).Move(R2, Destination).Move(R3, Frame).Add(R3, -16).Move(R4, 16).Call(Helper.PacketLoadBytes).JumpIfNotEqual(R0, 0, "drop")
        .Load(Width.Double, R1, Frame, -16).MoveWide(R2, facts.Own6First).JumpIfNotEqual(R1, R2, "pass")
        .Load(Width.Double, R1, Frame, -8).MoveWide(R2, facts.Own6Last).JumpIfNotEqual(R1, R2, "pass")
        .Label("drop").Return(0)
        .Pass();
}
