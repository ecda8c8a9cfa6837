using Berth.Linux.Bpf;
using Berth.Model.Addressing;

namespace Berth.Linux.Tests.Bpf;

/// <summary>The program's rows go to users without rights: of the kernel's stack nothing may be in them that was not put there.</summary>
public class HolderProgramTests
{
    const int Frame = 10;

    // BPF_STX | BPF_MEM with their widths in bytes (include/uapi/linux/bpf.h).
    static readonly Dictionary<byte, int> stores = new() { [0x73] = 1, [0x6b] = 2, [0x63] = 4, [0x7b] = 8 };

    [Fact]
    public void Every_byte_of_a_row_is_written_before_it_goes_out()
    {
        var program = HolderProgram.Build(AnyOffsets(), new HolderQuestion(uint.MaxValue, [new PortRange(new Port(80), new Port(90))], Unix: true));
        var written = new bool[HolderRow.Size];
        foreach (var instruction in program)
        {
            if (!stores.TryGetValue((byte)instruction, out var width) || (int)((instruction >> 8) & 0xf) != Frame) continue;
            var at = (short)(instruction >> 16) + HolderRow.Size;
            for (var i = at; i < at + width; i++)
                if (i >= 0) written[i] = true;
        }
        Assert.Equal([], Enumerable.Range(0, HolderRow.Size).Where(i => !written[i]));
    }

    static HolderOffsets AnyOffsets() => new()
    {
        HookId = 1, ContextMeta = 0, ContextTask = 8, ContextFile = 24, MetaSequence = 0, TaskThreadGroupId = 8, TaskGroupLeader = 16, TaskRealParent = 24,
        TaskStartBootTime = 32, TaskComm = 40, TaskCredentials = 64, CredentialsEffectiveUser = 8, FileInode = 8, InodeNumber = 8, SocketSock = 8,
        SockFamily = 8, SockState = 8, SockLocalPort = 8, SockPeerPort = 8,
    };
}
