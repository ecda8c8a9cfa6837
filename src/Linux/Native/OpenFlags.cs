namespace Berth.Linux.Native;

/// <summary>Flags of open(2); the numbers are those of x86-64 and arm64 alike unless said otherwise.</summary>
static class OpenFlags
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int NonBlocking = 0x800;
    public const int NoTerminal = 0x100;
    public const int CloseOnExec = 0x80000;

    /// <summary>The place alone: nothing is started, waited for or read (O_PATH).</summary>
    public const int PlaceOnly = 0x200000;

    // These two are swapped between x86 and arm64 (arch/arm64/include/uapi/asm/fcntl.h).
    static readonly bool isArm = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture
        is System.Runtime.InteropServices.Architecture.Arm64 or System.Runtime.InteropServices.Architecture.Arm;

    public static int Directory => isArm ? 0x4000 : 0x10000;
    public static int NoFollow => isArm ? 0x8000 : 0x20000;
}
