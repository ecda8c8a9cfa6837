using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;
using BindOutcome = Berth.Model.Services.BindOutcome;

namespace Berth.Localhost.Hooks;

/// <summary>
/// A bind to every address or to localhost takes the own address. Addresses that Berth gave to others are not there; all others were
/// meant, and are left.
/// </summary>
static class BindHooks
{
    // Bit 1: the call goes on without CAP_NET_BIND_SERVICE (BPF_RET_BIND_NO_CAP_NET_BIND_SERVICE): ports below 1024 of the own address are the project's.
    const int GoOnAtAnyPort = 3;
    const int AddressInUse = 98, AddressNotAvailable = 99; // EADDRINUSE, EADDRNOTAVAIL

    // DHCP, mDNS, SSDP, WS-Discovery and LLMNR hear what the network says to all: on loopback they would hear nothing.
    static readonly int[] discoveryPorts = [67, 68, 546, 547, 1900, 3702, 5353, 5355];

    public static ulong[] V4(LocalhostFacts facts) => Begin(facts)
        .Load(Width.Word, Address, Context, SocketAddress.Ip4).Load(Width.Word, Port, Context, SocketAddress.Port)
        .JumpIfEqual32(Address, LocalhostFacts.Loopback4, "local").JumpIfEqual32(Address, 0, "every")
        .JudgeOther(facts)
        .Label("every").JudgeEveryAddress(facts).Jump("own")
        .Label("local").JumpIfExposed(facts, "exposed")
        .Label("own").Record(facts, BindOutcome.Led, SocketAddress.FamilyV4).Remember(facts.Asked, SocketAddress.FamilyV4).Write4(facts.Own4).Return(GoOnAtAnyPort)
        .Others(facts, SocketAddress.FamilyV4);

    public static ulong[] V6(LocalhostFacts facts)
    {
        var code = Begin(facts)
            .Load(Width.Word, Port, Context, SocketAddress.Port)
            .Load(Width.Double, R1, Context, SocketAddress.Ip6).JumpIfNotEqual(R1, 0, "other")
            .Load(Width.Double, Address, Context, SocketAddress.Ip6Last).JumpIfEqual(Address, 0, "any")
            .MoveWide(R1, LocalhostFacts.Loopback6Last).JumpIfEqual(Address, R1, "localSix")
            .Move(R1, Address).ShiftLeft(R1, 32).ShiftRight(R1, 32).Move32(R2, LocalhostFacts.MappedMark).JumpIfNotEqual(R1, R2, "pass")
            .ShiftRight(Address, 32).JumpIfEqual32(Address, LocalhostFacts.Loopback4, "localMapped").JumpIfEqual32(Address, 0, "any")
            .JudgeOther(facts)
            // The own IPv6 address too: nobody is told it, so who asks for it took it from the list of the machine's addresses.
            .Label("other").MoveWide(R2, LocalhostFacts.NetworkFirst).JumpIfNotEqual(R1, R2, "pass")
            .Load(Width.Word, R1, Context, SocketAddress.Ip6Last).JumpIfEqual(R1, 0, "missing").Jump("pass")
            .Label("any").JudgeEveryAddress(facts).JumpIfV6Only(facts, "six").Jump("mapped")
            .Label("localMapped").JumpIfExposed(facts, "exposed")
            .Label("mapped").Record(facts, BindOutcome.Led, SocketAddress.FamilyV6).Remember(facts.Asked, SocketAddress.FamilyV6).Write6(0, facts.Own4Mapped).Return(GoOnAtAnyPort)
            .Label("localSix").JumpIfExposed(facts, "exposed")
            .Label("six");
        // Without an own IPv6 address it is as on a machine without ::1. To let it through would mix the projects up there.
        code = facts.HasOwn6
            ? code.Record(facts, BindOutcome.Led, SocketAddress.FamilyV6).Remember(facts.Asked, SocketAddress.FamilyV6).Write6(facts.Own6First, facts.Own6Last).Return(GoOnAtAnyPort)
            : code.Record(facts, BindOutcome.Refused, SocketAddress.FamilyV6).Refuse(AddressNotAvailable);
        return code.Others(facts, SocketAddress.FamilyV6);
    }

    // The addresses of other projects: theirs, though the kernel would let anybody have them. Both jumps go somewhere.
    static BpfAssembler JudgeOther(this BpfAssembler code, LocalhostFacts facts) => code
        .JumpIfEqual32(Address, facts.Own4, "pass").JumpIfEqual32(Address, LocalhostFacts.Mark4, "missing")
        .Move(R1, Address).And(R1, LocalhostFacts.CheckoutMask).JumpIfEqual(R1, LocalhostFacts.CheckoutNetwork, "missing").Jump("pass");

    // Every address and any port: most likely a client that will talk to the outside, which it could not from a loopback address.
    static BpfAssembler JudgeEveryAddress(this BpfAssembler code, LocalhostFacts facts)
    {
        var served = code.NewLabel("served");
        code.JumpIfEqual(Port, 0, "anyPort")
            .Load(Width.Word, R1, Context, SocketAddress.Type).JumpIfNotEqual(R1, SocketAddress.Datagram, served);
        foreach (var port in discoveryPorts) code.JumpIfEqual(Port, InNetworkOrder(port), "announcements");
        return code.Label(served).JumpIfExposed(facts, "exposed").JumpIfRefusing(facts, "refused");
    }

    static ulong[] Others(this BpfAssembler code, LocalhostFacts facts, int family) => code
        .Label("anyPort").Record(facts, BindOutcome.LeftAnyPort, family).Jump("pass")
        .Label("announcements").Record(facts, BindOutcome.LeftAnnouncements, family).Jump("pass")
        .Label("exposed").Record(facts, BindOutcome.LeftExposed, family).Jump("pass")
        // Programs name the port of this error at once; of EPERM some try another address.
        .Label("refused").Record(facts, BindOutcome.Refused, family).Refuse(AddressInUse)
        .Label("missing").Refuse(AddressNotAvailable)
        .Pass();

    static BpfAssembler Refuse(this BpfAssembler code, int error) => code.Move(R1, -error).Call(Helper.SetReturnValue).Return(0);
}
