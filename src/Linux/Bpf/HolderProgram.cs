using Berth.Model.Addressing;
using Berth.Model.Sockets;
using static Berth.Linux.Bpf.Register;

namespace Berth.Linux.Bpf;

/// <summary>
/// The program that the kernel runs for every descriptor of every process. It skips what is not wanted and writes one
/// <see cref="HolderRow"/> for the rest, so that /proc need not be read at all. Loads are checked by the verifier against BTF.
/// </summary>
static class HolderProgram
{
    const int Row = -HolderRow.Size;

    /// <summary>Beyond this the program would grow long; then all ports are told and the caller picks.</summary>
    const int MaxPortRanges = 16;

    public static ulong[] Build(HolderOffsets at, HolderQuestion question)
    {
        var program = new BpfAssembler()
            .Move(R6, R1)
            .Load(Width.Double, R7, R6, at.ContextTask).JumpIfEqual(R7, 0, "skip") // both are NULL on the last call
            .Load(Width.Double, R8, R6, at.ContextFile).JumpIfEqual(R8, 0, "skip")
            .Move(R1, R8).Call(Helper.SocketFromFile).JumpIfEqual(R0, 0, "skip")
            .Load(Width.Double, R9, R0, at.SocketSock);
        SkipUnwanted(program, at, question);
        WriteRow(program, at);
        return program.Label("skip").Return(0).Assemble();
    }

    static void SkipUnwanted(BpfAssembler program, HolderOffsets at, HolderQuestion question)
    {
        program.Load(Width.Half, R1, R9, at.SockFamily);
        if (question.Unix) program.JumpIfEqual(R1, 1, "wanted");
        program.JumpIfEqual(R1, 2, "internet").JumpIfEqual(R1, 10, "internet").Jump("skip").Label("internet");
        program.Load(Width.Byte, R2, R9, at.SockState).Move(R1, (int)question.States).ShiftRight(R1, R2).And(R1, 1).JumpIfEqual(R1, 0, "skip");
        if (question.LocalPorts.Count is > 0 and <= MaxPortRanges)
        {
            program.Load(Width.Half, R1, R9, at.SockLocalPort);
            for (var i = 0; i < question.LocalPorts.Count; i++)
            {
                var range = question.LocalPorts[i];
                program.JumpIfLess(R1, range.First.Number, $"not{i}").JumpIfGreater(R1, range.Last.Number, $"not{i}").Jump("wanted").Label($"not{i}");
            }
            program.Jump("skip");
        }
        program.Label("wanted");
    }

    static void WriteRow(BpfAssembler program, HolderOffsets at)
    {
        program
            .Load(Width.Double, R1, R8, at.FileInode).Load(Width.Double, R1, R1, at.InodeNumber).Store(Width.Double, Frame, Row + HolderRow.InodeOffset, R1)
            .Load(Width.Double, R7, R7, at.TaskGroupLeader)
            .Load(Width.Word, R1, R7, at.TaskThreadGroupId).Store(Width.Word, Frame, Row + HolderRow.PidOffset, R1)
            .Load(Width.Double, R1, R7, at.TaskRealParent).Load(Width.Word, R1, R1, at.TaskThreadGroupId).Store(Width.Word, Frame, Row + HolderRow.ParentOffset, R1)
            .Load(Width.Double, R1, R7, at.TaskStartBootTime).Store(Width.Double, Frame, Row + HolderRow.StartOffset, R1)
            .Load(Width.Double, R1, R7, at.TaskCredentials).Load(Width.Word, R1, R1, at.CredentialsEffectiveUser).Store(Width.Word, Frame, Row + HolderRow.UserOffset, R1)
            .Move(R1, 0).Store(Width.Word, Frame, Row + HolderRow.UserOffset + 4, R1)
            .Load(Width.Double, R1, R7, at.TaskComm).Store(Width.Double, Frame, Row + HolderRow.NameOffset, R1)
            .Load(Width.Double, R1, R7, at.TaskComm + 8).Store(Width.Double, Frame, Row + HolderRow.NameOffset + 8, R1)
            .Load(Width.Double, R1, R6, at.ContextMeta).Load(Width.Double, R1, R1, at.MetaSequence)
            .Move(R2, Frame).Add(R2, Row).Move(R3, HolderRow.Size).Call(Helper.SequenceWrite);
    }
}

/// <summary>Which sockets' holders are wanted. States are bits by number, as in <see cref="SocketState"/>; they do not apply to unix sockets.</summary>
public sealed record HolderQuestion(uint States, IReadOnlyList<PortRange> LocalPorts, bool Unix);
