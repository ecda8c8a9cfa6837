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
        using var link = Link(question, cache, out refusal);
        if (link is null) return false;
        using var iterator = new BpfCall().Set(0, (uint)link.Number).Run(BpfCommand.IteratorCreate, out var error);
        if (iterator is not null) return Read(iterator, read, out refusal);
        refusal = $"the kernel refused the BPF iterator: {error}";
        return false;
    }

    /// <summary>Gives it a name in a BPF file system: reading that file asks the question. Null, or why not.</summary>
    internal static string? Pin(HolderQuestion question, BtfCache cache, string path)
    {
        using var link = Link(question, cache, out var refusal);
        return link is null ? refusal : BpfPin.Put(link, path, out var error) ? null : $"the iterator cannot be given the name {path}: {error}";
    }

    /// <summary>Whether the kernel takes the program and makes an iterator of it. Null, or why not.</summary>
    public static string? Try(BtfCache cache)
    {
        using var link = Link(new HolderQuestion(uint.MaxValue, [], Unix: true), cache, out var refusal);
        return link is null ? refusal : null;
    }

    static FileDescriptor? Link(HolderQuestion question, BtfCache cache, out string? refusal)
    {
        if (HolderOffsets.Find(cache, out refusal) is not { } offsets) return null;
        using var program = Load(HolderProgram.Build(offsets, question), offsets.HookId, out var error);
        if (program is null)
        {
            refusal = error.IsDenied ? "the kernel allows BPF only with CAP_BPF and CAP_PERFMON" : $"the kernel refused the BPF program: {error}";
            return null;
        }
        var link = new BpfCall().Set(0, (uint)program.Number).Set(8, AttachIterator).Run(BpfCommand.LinkCreate, out error);
        if (link is null) refusal = $"the kernel refused the BPF iterator: {error}";
        return link;
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
    internal static bool Read(FileDescriptor iterator, HolderReader read, out string? refusal)
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
