using System.Buffers.Binary;

namespace Berth.Linux.ProcFs;

/// <summary>
/// The names in a buffer that getdents64(2) filled: struct linux_dirent64 { u64 ino; s64 off; u16 reclen; u8 type; char name[] }.
/// </summary>
public ref struct DirectoryEntries(ReadOnlySpan<byte> buffer)
{
    const int NameOffset = 19;

    ReadOnlySpan<byte> rest = buffer;

    /// <summary>The name without its terminating zero; one more byte behind it is the zero itself.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }
    public ulong Inode { get; private set; }
    public bool IsDirectory { get; private set; }

    public readonly DirectoryEntries GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.Length <= NameOffset) return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest[16..]);
        if (length <= NameOffset || length > rest.Length) return false;
        var name = rest[NameOffset..length];
        var end = name.IndexOf((byte)0);
        if (end < 0) return false;
        Current = name[..end];
        Inode = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        IsDirectory = rest[18] == 4; // DT_DIR
        rest = rest[length..];
        return true;
    }

    /// <summary>Decimal digits only.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> text, out ulong number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > 19) return false;
        foreach (var c in text)
        {
            if (c is < (byte)'0' or > (byte)'9') return false;
            number = number * 10 + c - '0';
        }
        return true;
    }
}
