using static Berth.Linux.Bpf.Localhost.HookParts;
using static Berth.Linux.Bpf.Register;

namespace Berth.Linux.Bpf.Localhost;

/// <summary>A bind to every address or to localhost takes the own address. Other addresses were meant: they are left.</summary>
static class BindHooks
{
    // Bit 1: the call goes on without CAP_NET_BIND_SERVICE (BPF_RET_BIND_NO_CAP_NET_BIND_SERVICE): ports below 1024 of the own address are the project's.
    const int GoOnAtAnyPort = 3;
    const int AddressNotAvailable = 99; // EADDRNOTAVAIL

    // DHCP, mDNS, SSDP, WS-Discovery and LLMNR hear what the network says to all: on loopback they would hear nothing.
    static readonly int[] discoveryPorts = [67, 68, 546, 547, 1900, 3702, 5353, 5355];

    public static ulong[] V4(LocalhostFacts facts) => Begin(facts)
        .Load(Width.Word, Address, Context, SocketAddress.Ip4)
        .JumpIfEqual32(Address, LocalhostFacts.Loopback4, "own").JumpIfNotEqual32(Address, 0, "pass")
        .LeaveClients()
        .Label("own").Remember(facts.Asked, SocketAddress.FamilyV4).Write4(facts.Own4).Return(GoOnAtAnyPort)
        .Pass();

    public static ulong[] V6(LocalhostFacts facts)
    {
        var code = Begin(facts)
            .Load(Width.Double, R1, Context, SocketAddress.Ip6).JumpIfNotEqual(R1, 0, "pass")
            .Load(Width.Double, Address, Context, SocketAddress.Ip6Last).JumpIfEqual(Address, 0, "any")
            .MoveWide(R1, LocalhostFacts.Loopback6Last).JumpIfEqual(Address, R1, "six")
            .Move(R1, Address).ShiftLeft(R1, 32).ShiftRight(R1, 32).Move32(R2, LocalhostFacts.MappedMark).JumpIfNotEqual(R1, R2, "pass")
            .ShiftRight(Address, 32).JumpIfEqual32(Address, LocalhostFacts.Loopback4, "mapped").JumpIfNotEqual32(Address, 0, "pass")
            .Label("any").LeaveClients()
            .JumpIfV6Only(facts, "six")
            .Label("mapped").Remember(facts.Asked, SocketAddress.FamilyV6).Write6(0, facts.Own4Mapped).Return(GoOnAtAnyPort)
            .Label("six");
        // Without an own IPv6 address it is as on a machine without ::1. To let it through would mix the projects up there.
        code = facts.HasOwn6
            ? code.Remember(facts.Asked, SocketAddress.FamilyV6).Write6(facts.Own6First, facts.Own6Last).Return(GoOnAtAnyPort)
            : code.Move(R1, -AddressNotAvailable).Call(Helper.SetReturnValue).Return(0);
        return code.Pass();
    }

    // Every address and any port: most likely a client that will talk to the outside, which it could not from a loopback address.
    static BpfAssembler LeaveClients(this BpfAssembler code)
    {
        var served = code.NewLabel("served");
        code.Load(Width.Word, Port, Context, SocketAddress.Port).JumpIfEqual(Port, 0, "pass")
            .Load(Width.Word, R1, Context, SocketAddress.Type).JumpIfNotEqual(R1, SocketAddress.Datagram, served);
        foreach (var port in discoveryPorts) code.JumpIfEqual(Port, InNetworkOrder(port), "pass");
        return code.Label(served);
    }
}
