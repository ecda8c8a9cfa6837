using System.Globalization;

namespace Berth.Linux.Bpf;

/// <summary>
/// The numbers of this kernel build that the holder iterator needs: the id of its hook and the offsets of the members it
/// reads. They differ per build, so they come from BTF, and are kept per build (<see cref="BtfCache"/>).
/// </summary>
sealed record HolderOffsets
{
    public const string Hook = "bpf_iter_task_file";

    public required int HookId { get; init; }
    public required int ContextMeta { get; init; }
    public required int ContextTask { get; init; }
    public required int ContextFile { get; init; }
    public required int MetaSequence { get; init; }
    public required int TaskThreadGroupId { get; init; }
    public required int TaskGroupLeader { get; init; }
    public required int TaskRealParent { get; init; }
    public required int TaskStartBootTime { get; init; }
    public required int TaskComm { get; init; }
    public required int TaskCredentials { get; init; }
    public required int CredentialsEffectiveUser { get; init; }
    public required int FileInode { get; init; }
    public required int InodeNumber { get; init; }
    public required int SocketSock { get; init; }
    public required int SockFamily { get; init; }
    public required int SockState { get; init; }
    public required int SockLocalPort { get; init; }
    public required int SockPeerPort { get; init; }

    /// <summary>Null with the reason.</summary>
    public static HolderOffsets? Find(BtfCache cache, out string? refusal) => cache.Line("holders", static line => Parse(line) is not null, static btf => FromBtf(btf)?.ToString(),
        $"the kernel has no {Hook} iterator (Linux 5.10 or later has)", out refusal) is { } line ? Parse(line) : null;

    public static HolderOffsets? FromBtf(byte[] btf)
    {
        var reader = BtfReader.Read(
            btf,
            ["bpf_iter__task_file", "bpf_iter_meta", "task_struct", "cred", "file", "inode", "socket", "sock"],
            [Hook]);
        if (reader?.Function(Hook) is not { } hook) return null;
        int[] found =
        [
            hook,
            reader.Offset("bpf_iter__task_file", "meta") ?? -1,
            reader.Offset("bpf_iter__task_file", "task") ?? -1,
            reader.Offset("bpf_iter__task_file", "file") ?? -1,
            reader.Offset("bpf_iter_meta", "seq") ?? -1,
            reader.Offset("task_struct", "tgid") ?? -1,
            reader.Offset("task_struct", "group_leader") ?? -1,
            reader.Offset("task_struct", "real_parent") ?? -1,
            reader.Offset("task_struct", "start_boottime") ?? -1,
            reader.Offset("task_struct", "comm") ?? -1,
            reader.Offset("task_struct", "cred") ?? -1,
            reader.Offset("cred", "euid") ?? -1,
            reader.Offset("file", "f_inode") ?? -1,
            reader.Offset("inode", "i_ino") ?? -1,
            reader.Offset("socket", "sk") ?? -1,
            reader.Offset("sock", "__sk_common", "skc_family") ?? -1,
            reader.Offset("sock", "__sk_common", "skc_state") ?? -1,
            reader.Offset("sock", "__sk_common", "skc_num") ?? -1,
            reader.Offset("sock", "__sk_common", "skc_dport") ?? -1,
        ];
        return FromNumbers(found);
    }

    /// <summary>The order of <see cref="ToString"/>. Null when one is missing.</summary>
    static HolderOffsets? FromNumbers(ReadOnlySpan<int> n)
    {
        if (n.Length != Count) return null;
        foreach (var number in n)
            if (number < 0) return null;
        return new HolderOffsets
        {
            HookId = n[0],
            ContextMeta = n[1],
            ContextTask = n[2],
            ContextFile = n[3],
            MetaSequence = n[4],
            TaskThreadGroupId = n[5],
            TaskGroupLeader = n[6],
            TaskRealParent = n[7],
            TaskStartBootTime = n[8],
            TaskComm = n[9],
            TaskCredentials = n[10],
            CredentialsEffectiveUser = n[11],
            FileInode = n[12],
            InodeNumber = n[13],
            SocketSock = n[14],
            SockFamily = n[15],
            SockState = n[16],
            SockLocalPort = n[17],
            SockPeerPort = n[18],
        };
    }

    const int Count = 19;

    public static HolderOffsets? Parse(ReadOnlySpan<char> line)
    {
        Span<int> numbers = stackalloc int[Count];
        var count = 0;
        foreach (var number in line.Trim().ToString().Split(' '))
        {
            if (count == Count || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out numbers[count])) return null;
            count++;
        }
        return FromNumbers(numbers[..count]);
    }

    public override string ToString() => string.Join(' ',
        HookId, ContextMeta, ContextTask, ContextFile, MetaSequence, TaskThreadGroupId, TaskGroupLeader, TaskRealParent, TaskStartBootTime,
        TaskComm, TaskCredentials, CredentialsEffectiveUser, FileInode, InodeNumber, SocketSock, SockFamily, SockState, SockLocalPort, SockPeerPort);
}
