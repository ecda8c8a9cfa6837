using System.Runtime.InteropServices;
using Berth.Linux.Native;

namespace Berth.Linux.Bpf;

/// <summary>The rows that an iterator gave: the first <paramref name="Count"/> of <paramref name="Rows"/>.</summary>
public sealed record HolderRows(HolderRow[] Rows, int Count);

/// <summary>
/// Asks the kernel for every holder of every socket in one read: a task_file iterator (Documentation/bpf/bpf_iterators.rst,
/// Linux 5.10 or later). Needs CAP_BPF and CAP_PERFMON. It sees the processes of our own pid namespace and those below it.
/// Nothing of it outlives the call.
/// </summary>
public static unsafe class HolderIterator
{
    const int ProgramTracing = 26, AttachIterator = 28;
    const int ChunkSize = 64 * 1024;

    /// <summary>The rows, or null with the reason for which this kernel or these rights do not allow it.</summary>
    public static HolderRows? Run(HolderQuestion question, HolderOffsetsCache cache, out string? refusal)
    {
        if (cache.Offsets(out refusal) is not { } offsets) return null;
        using var program = Load(HolderProgram.Build(offsets, question), offsets.HookId, out var error);
        if (program is null)
        {
            refusal = error.IsDenied ? "the kernel allows BPF only with CAP_BPF and CAP_PERFMON" : $"the kernel refused the BPF program: {error}";
            return null;
        }
        using var link = new BpfCall().Set(0, (uint)program.Number).Set(8, AttachIterator).Run(BpfCommand.LinkCreate, out error);
        using var iterator = link is null ? null : new BpfCall().Set(0, (uint)link.Number).Run(BpfCommand.IteratorCreate, out error);
        if (iterator is not null) return Read(iterator, out refusal);
        refusal = $"the kernel refused the BPF iterator: {error}";
        return null;
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

    static HolderRows? Read(FileDescriptor iterator, out string? refusal)
    {
        var rows = new HolderRow[2048];
        var bytes = 0;
        while (true)
        {
            if (rows.Length * HolderRow.Size - bytes < ChunkSize) rows = Larger(rows, bytes / HolderRow.Size);
            nint read;
            fixed (HolderRow* p = rows) read = Libc.Read(iterator.Number, (byte*)p + bytes, rows.Length * HolderRow.Size - bytes);
            if (read == 0) break;
            if (read > 0)
            {
                bytes += (int)read;
                continue;
            }
            var error = Errno.Last;
            if (error == Errno.Interrupted || error == Errno.TryAgain) continue;
            refusal = $"reading the BPF iterator failed: {error}";
            return null;
        }
        refusal = null;
        return new HolderRows(rows, bytes / HolderRow.Size);
    }

    // Array.Resize over our own type would be compiled at each start.
    static HolderRow[] Larger(HolderRow[] rows, int count)
    {
        var larger = new HolderRow[rows.Length * 2];
        fixed (HolderRow* from = rows, to = larger) NativeMemory.Copy(from, to, (nuint)(count * HolderRow.Size));
        return larger;
    }
}
