using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>The attachment of a program to a control group (Linux 5.7). It ends with its last descriptor and pin.</summary>
static unsafe class BpfLink
{
    // struct bpf_link_info: type 0, id 4, prog_id 8; of a control group: its id 16, the hook 24.
    const int InfoSize = 64, Type = 0, Group = 16, Hook = 24;
    const uint ControlGroup = 3; // BPF_LINK_TYPE_CGROUP

    public static FileDescriptor? Create(FileDescriptor program, BpfHook hook, FileDescriptor group, out Errno error) => new BpfCall()
        .Set(0, (uint)program.Number).Set(4, (uint)group.Number).Set(8, (uint)hook)
        .Run(BpfCommand.LinkCreate, out error);

    /// <summary>Puts another program in the place of the attached one, at once.</summary>
    public static bool Replace(FileDescriptor link, FileDescriptor program, out Errno error) =>
        new BpfCall().Set(0, (uint)link.Number).Set(4, (uint)program.Number).Do(BpfCommand.LinkUpdate, out error);

    /// <summary>The number of the control group that it is attached to; 0 when that one is gone. Null when it is no such link.</summary>
    public static ulong? GroupOf(FileDescriptor link, BpfHook? hook = null)
    {
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        if (!new BpfCall().Set(0, (uint)link.Number).Set(4, InfoSize).Set(8, info).Do(BpfCommand.ObjectInfo, out _)) return null;
        if (*(uint*)(info + Type) != ControlGroup || hook is { } wanted && *(uint*)(info + Hook) != (uint)wanted) return null;
        return *(ulong*)(info + Group);
    }
}
