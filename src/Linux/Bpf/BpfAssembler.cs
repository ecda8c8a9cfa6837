namespace Berth.Linux.Bpf;

/// <summary>A width of memory access.</summary>
enum Width : byte
{
    Word = 0x00,
    Half = 0x08,
    Byte = 0x10,
    Double = 0x18,
}

/// <summary>A register of the BPF machine: R0 results, R1-R5 arguments (lost at a call), R6-R9 kept, R10 the frame.</summary>
enum Register : byte
{
    R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, Frame,
}

/// <summary>A helper function of the kernel (enum bpf_func_id).</summary>
enum Helper
{
    MapLookup = 1,
    MapUpdate = 2,
    MapDelete = 3,
    CurrentProcess = 14,
    PacketLoadBytes = 26,
    SocketCookie = 46,
    CurrentGroup = 80,
    FindTcpSocket = 84,
    FindUdpSocket = 85,
    ReleaseSocket = 86,
    ReadKernel = 113,
    NamespaceCookie = 122,
    SequenceWrite = 127,
    SocketFromFile = 162,
    SetReturnValue = 187,
}

/// <summary>A jump whose label is not placed yet.</summary>
sealed record PendingJump(int At, string Label);

/// <summary>
/// Writes struct bpf_insn { u8 code; u8 dst:4, src:4; s16 off; s32 imm } with forward jumps by label
/// (Documentation/bpf/standardization/instruction-set.rst). Instructions read left to right: destination, then source.
/// </summary>
sealed class BpfAssembler
{
    readonly List<ulong> code = [];
    readonly List<PendingJump> jumps = [];
    readonly Dictionary<string, int> labels = [];
    int labelsMade;

    public BpfAssembler Move(Register to, Register from) => Emit(0xbf, to, from);
    public BpfAssembler Move(Register to, int value) => Emit(0xb7, to, immediate: value);
    public BpfAssembler Add(Register to, int value) => Emit(0x07, to, immediate: value);
    public BpfAssembler And(Register to, int value) => Emit(0x57, to, immediate: value);
    public BpfAssembler ShiftRight(Register to, Register by) => Emit(0x7f, to, by);
    public BpfAssembler ShiftRight(Register to, int by) => Emit(0x77, to, immediate: by);
    public BpfAssembler ShiftLeft(Register to, int by) => Emit(0x67, to, immediate: by);

    /// <summary>The low 16 bits from host to network order, the rest cleared.</summary>
    public BpfAssembler ToNetworkOrder16(Register to) => Emit(0xdc, to, immediate: 16);

    /// <summary>32 bits, the upper half cleared: the 64-bit move sign-extends.</summary>
    public BpfAssembler Move32(Register to, uint value) => Emit(0xb4, to, immediate: (int)value);

    /// <summary>64 bits; takes two slots.</summary>
    public BpfAssembler MoveWide(Register to, ulong value) => Emit(0x18, to, immediate: (int)(uint)value).Emit(0, immediate: (int)(uint)(value >> 32));

    /// <summary>A map by its descriptor (BPF_PSEUDO_MAP_FD); takes two slots.</summary>
    public BpfAssembler MoveMap(Register to, int descriptor) => Emit(0x18, to, Register.R1, immediate: descriptor).Emit(0);

    /// <summary>to = *(width*)(from + offset)</summary>
    public BpfAssembler Load(Width width, Register to, Register from, int offset) => Emit(0x61 | (int)width, to, from, offset);

    /// <summary>*(width*)(to + offset) = from</summary>
    public BpfAssembler Store(Width width, Register to, int offset, Register from) => Emit(0x63 | (int)width, to, from, offset);

    /// <summary>*(width*)(to + offset) = value</summary>
    public BpfAssembler Store(Width width, Register to, int offset, int value) => Emit(0x62 | (int)width, to, offset: offset, immediate: value);

    /// <summary>*(u64*)(to + offset) += from, at once for all processors.</summary>
    public BpfAssembler AddAtomically(Register to, int offset, Register from) => Emit(0xdb, to, from, offset);

    public BpfAssembler Call(Helper helper) => Emit(0x85, immediate: (int)helper);
    public BpfAssembler Jump(string label) => JumpTo(0x05, default, 0, label);

    // The 64-bit forms sign-extend the immediate: for small and positive values.
    public BpfAssembler JumpIfEqual(Register left, int value, string label) => JumpTo(0x15, left, value, label);
    public BpfAssembler JumpIfNotEqual(Register left, int value, string label) => JumpTo(0x55, left, value, label);
    public BpfAssembler JumpIfEqual(Register left, Register right, string label) => JumpTo(0x1d, left, 0, label, right);
    public BpfAssembler JumpIfNotEqual(Register left, Register right, string label) => JumpTo(0x5d, left, 0, label, right);
    public BpfAssembler JumpIfAnySet(Register left, int bits, string label) => JumpTo(0x45, left, bits, label);

    // The 32-bit forms: an address may have its top bit set.
    public BpfAssembler JumpIfEqual32(Register left, uint value, string label) => JumpTo(0x16, left, (int)value, label);
    public BpfAssembler JumpIfNotEqual32(Register left, uint value, string label) => JumpTo(0x56, left, (int)value, label);
    public BpfAssembler JumpIfLess(Register left, int value, string label) => JumpTo(0xa5, left, value, label);
    public BpfAssembler JumpIfGreater(Register left, int value, string label) => JumpTo(0x25, left, value, label);

    public BpfAssembler Return(int value) => Move(Register.R0, value).Emit(0x95);

    public BpfAssembler Label(string name)
    {
        labels.Add(name, code.Count);
        return this;
    }

    public ulong[] Assemble()
    {
        foreach (var (at, label) in jumps) code[at] |= (ulong)(ushort)(short)(labels[label] - at - 1) << 16;
        return [.. code];
    }

    /// <summary>A label that no other is like, for a piece that a program may hold twice.</summary>
    public string NewLabel(string name) => $"{name}#{labelsMade++}";

    BpfAssembler JumpTo(int operation, Register left, int value, string label, Register right = default)
    {
        jumps.Add(new PendingJump(code.Count, label));
        return Emit(operation, left, right, immediate: value);
    }

    BpfAssembler Emit(int operation, Register to = default, Register from = default, int offset = 0, int immediate = 0)
    {
        code.Add((byte)operation | (ulong)((byte)to | (byte)from << 4) << 8 | (ulong)(ushort)offset << 16 | (ulong)(uint)immediate << 32);
        return this;
    }
}
