using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;
using BindOutcome = Berth.Model.Services.BindOutcome;

namespace Berth.Localhost.Hooks;

/// <summary>How the programs write down what became of a bind: <see cref="GroupBind"/> reads it.</summary>
static class RecordParts
{
    // The key: the control group, the address that was asked for, the port (network order), the socket's type, family, outcome.
    // The value: how often, and who did it last (thread group in the upper half).
    public const int KeySize = 32, ValueSize = 16;
    public const int Address1 = 8, Address2 = 16, PortOffset = 24, TypeOffset = 26, FamilyOffset = 28, OutcomeOffset = 29, Rest = 30;
    public const int Count = 0, Process = 8;

    // Below what HookParts keeps on the frame.
    const int Key = -112, Value = -128;
    const int OnlyNew = 1; // BPF_NOEXIST

    /// <summary>Writes the outcome down. R9 is lost.</summary>
    public static BpfAssembler Record(this BpfAssembler code, LocalhostFacts facts, BindOutcome outcome, int family)
    {
        string first = code.NewLabel("first"), done = code.NewLabel("recorded");
        code.Call(Helper.CurrentGroup).Store(Width.Double, Frame, Key, R0);
        if (family == SocketAddress.FamilyV4)
        {
            code.Store(Width.Double, Frame, Key + Address1, 0).Store(Width.Double, Frame, Key + Address2, 0)
                .Load(Width.Word, R1, Context, SocketAddress.Ip4).Store(Width.Word, Frame, Key + Address1, R1);
        }
        else
        {
            code.Load(Width.Double, R1, Context, SocketAddress.Ip6).Store(Width.Double, Frame, Key + Address1, R1)
                .Load(Width.Double, R1, Context, SocketAddress.Ip6Last).Store(Width.Double, Frame, Key + Address2, R1);
        }
        return code
            .Store(Width.Half, Frame, Key + PortOffset, Port)
            .Load(Width.Word, R1, Context, SocketAddress.Type).Store(Width.Half, Frame, Key + TypeOffset, R1)
            .Store(Width.Byte, Frame, Key + FamilyOffset, family).Store(Width.Byte, Frame, Key + OutcomeOffset, (int)outcome).Store(Width.Half, Frame, Key + Rest, 0)
            .MoveMap(R1, facts.Records).Move(R2, Frame).Add(R2, Key).Call(Helper.MapLookup).JumpIfEqual(R0, 0, first)
            .Move(R9, R0).Move(R1, 1).AddAtomically(R9, Count, R1).Call(Helper.CurrentProcess).Store(Width.Double, R9, Process, R0).Jump(done)
            .Label(first).Store(Width.Double, Frame, Value + Count, 1).Call(Helper.CurrentProcess).Store(Width.Double, Frame, Value + Process, R0)
            .MoveMap(R1, facts.Records).Move(R2, Frame).Add(R2, Key).Move(R3, Frame).Add(R3, Value).Move(R4, OnlyNew).Call(Helper.MapUpdate)
            .Label(done);
    }
}
