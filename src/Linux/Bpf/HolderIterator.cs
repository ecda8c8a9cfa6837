using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>Takes some rows of an iterator: the first ones of the array, which is used again. A span of them would be compiled at start.</summary>
public delegate void HolderReader(HolderRow[] rows, int count);

/// <summary>
/// Asks the kernel for every holder of every socket in one read: a task_file iterator (Documentation/bpf/bpf_iterators.rst,
/// Linux 5.10 or later). Needs CAP_BPF and CAP_PERFMON. It sees the processes of our own pid namespace and those below it.
/// Nothing of it outlives the call.
/// </summary>
public static unsafe class HolderIterator
{
    const int ProgramTracing = 26, AttachIterator = 28;
    const int RowsPerRead = 1024;

    /// <summary>Hands every row to <paramref name="read"/>; false with the reason when this kernel or these rights do not allow it.</summary>
    public static bool Run(HolderQuestion question, BtfCache cache, HolderReader read, out string? refusal)
    {
        if (HolderOffsets.Find(cache, out refusal) is not { } offsets) return false;
        using var program = Load(HolderProgram.Build(offsets, question), offsets.HookId, out var error);
        if (program is null)
        {
            refusal = error.IsDenied ? "the kernel allows BPF only with CAP_BPF and CAP_PERFMON" : $"the kernel refused the BPF program: {error}";
            return false;
        }
        using var link = new BpfCall().Set(0, (uint)program.Number).Set(8, AttachIterator).Run(BpfCommand.LinkCreate, out error);
        using var iterator = link is null ? null : new BpfCall().Set(0, (uint)link.Number).Run(BpfCommand.IteratorCreate, out error);
        if (iterator is not null) return Read(iterator, read, out refusal);
        refusal = $"the kernel refused the BPF iterator: {error}";
        return false;
    }

    static FileDescriptor? Load(ulong[] code, int hookId, out Errno error)
    {
        fixed (ulong* instructions = code)
        fixed (byte* license = "GPL\0"u8)
        {
            return new BpfCall()
                .Set(0, ProgramTracing).Set(4, (uint)code.Length).Set(8, instructions).Set(16, license)
                .SetName(48, "berth_holders").Set(68, AttachIterator).Set(108, (uint)hookId)
                .Run(BpfCommand.ProgramLoad, out error);
        }
    }

    // A read gives whole rows as long as the buffer is a multiple of them: the program writes each with one call.
    static bool Read(FileDescriptor iterator, HolderReader read, out string? refusal)
    {
        var rows = new HolderRow[RowsPerRead];
        refusal = null;
        while (true)
        {
            nint bytes;
            fixed (HolderRow* p = rows) bytes = Libc.Read(iterator.Number, p, RowsPerRead * HolderRow.Size);
            if (bytes == 0) return true;
            if (bytes > 0)
            {
                read(rows, (int)bytes / HolderRow.Size);
                continue;
            }
            var error = Errno.Last;
            if (error == Errno.Interrupted || error == Errno.TryAgain) continue;
            refusal = $"reading the BPF iterator failed: {error}";
            return false;
        }
    }
}
