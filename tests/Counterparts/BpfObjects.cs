namespace Berth.Counterparts;

/// <summary>What of BPF is attached to a control group, and whether it is still in the kernel: bpf(2) by way of Python.</summary>
public sealed class BpfObjects
{
    // BPF_PROG_QUERY 16: target_fd 0, attach_type 4, prog_ids* 16, prog_cnt 24. BPF_*_GET_FD_BY_ID 13, 14: id 0.
    // BPF_OBJ_GET_INFO_BY_FD 15: fd 0, info_len 4, info* 8; struct bpf_prog_info: nr_map_ids 52, map_ids* 56.
    const string Code = """
        import ctypes, os, struct, sys
        libc = ctypes.CDLL(None, use_errno=True)
        number = {'x86_64': 321}.get(os.uname().machine, 280)
        def bpf(command, attributes):
            return libc.syscall(number, command, attributes, len(attributes))
        def open_by_id(command, id):
            return bpf(command, ctypes.create_string_buffer(struct.pack('I', id), 16))
        def attached(folder):
            group = os.open(folder, os.O_RDONLY)
            for hook in range(56):
                ids = (ctypes.c_uint32 * 64)()
                query = ctypes.create_string_buffer(struct.pack('IIIIQI', group, hook, 0, 0, ctypes.addressof(ids), 64), 64)
                if bpf(16, query) < 0: continue
                for id in ids[:struct.unpack_from('I', query, 24)[0]]:
                    print(f'13:{id}')
                    fd = open_by_id(13, id)
                    maps = (ctypes.c_uint32 * 64)()
                    info = ctypes.create_string_buffer(256)
                    struct.pack_into('I', info, 52, 64); struct.pack_into('Q', info, 56, ctypes.addressof(maps))
                    bpf(15, ctypes.create_string_buffer(struct.pack('IIQ', fd, 256, ctypes.addressof(info)), 16))
                    for map in maps[:struct.unpack_from('I', info, 52)[0]]: print(f'14:{map}')
        if sys.argv[1] == 'attached':
            for folder, below, files in os.walk(sys.argv[2]): attached(folder)
        else: print(*[word for word in sys.argv[2:] if open_by_id(*map(int, word.split(':'))) >= 0])
        """;

    readonly string[] objects;

    BpfObjects(string[] objects) => this.objects = objects;

    /// <summary>The programs that are attached to a control group or one below it, and the maps that they use.</summary>
    public static BpfObjects Of(string groupFolder) =>
        new([.. Command.Must(Python.Path, "-c", Code, "attached", groupFolder).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()]);

    /// <summary>"13:" and a program's number, "14:" and a map's.</summary>
    public IReadOnlyList<string> Names => objects;

    public int Count => objects.Length;

    public bool AreGone => Command.Must([Python.Path, "-c", Code, "alive", .. objects]).Trim().Length == 0;
}
