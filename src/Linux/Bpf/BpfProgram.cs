using System.Text;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>enum bpf_prog_type.</summary>
enum BpfProgramKind : uint
{
    ControlGroupPackets = 8,
    ControlGroupSocket = 9,
    ControlGroupSocketAddress = 18,
}

/// <summary>Programs that the kernel runs for the processes of a control group.</summary>
static unsafe class BpfProgram
{
    const int LogSize = 1 << 18;

    /// <summary>Null with the reason.</summary>
    public static FileDescriptor? Load(BpfProgramKind kind, BpfHook hook, ulong[] code, string name, out Errno error, out string? verifierSays)
    {
        verifierSays = null;
        fixed (ulong* instructions = code)
        fixed (byte* license = "GPL\0"u8)
        {
            var call = new BpfCall()
                .Set(0, (uint)kind).Set(4, (uint)code.Length).Set(8, instructions).Set(16, license)
                .SetName(48, name).Set(68, (uint)hook);
            if (call.Run(BpfCommand.ProgramLoad, out error) is { } program) return program;
            if (error.IsDenied) return null;
            // The verifier's log costs time, so it is asked for only now.
            var log = new byte[LogSize];
            fixed (byte* text = log)
            {
                call = call.Set(24, 1).Set(28, LogSize).Set(32, text);
                using var again = call.Run(BpfCommand.ProgramLoad, out _);
            }
            verifierSays = Encoding.ASCII.GetString(log).TrimEnd('\0');
            return null;
        }
    }
}
